package io.meshstream.tools.topics;

import io.meshstream.job.frames.SourceFrame;

/** The name of a camera: the key of its frames, as far as the job accepts it. */
public final class CameraName {

  /** One more than the job accepts: it cuts longer ones there, so that they still are too long. */
  private static final int LONGEST = SourceFrame.MAX_CAMERA_LENGTH + 1;

  private CameraName() {}

  /**
   * Returns the name that the job uses for a key.
   *
   * @param key may be null
   */
  public static String of(String key) {
    if (key == null) {
      return "";
    }
    return isUsable(key) ? key : key.substring(0, LONGEST);
  }

  /** Whether a record of the job may have this name. */
  public static boolean isUsable(String name) {
    return name.length() <= LONGEST;
  }
}
