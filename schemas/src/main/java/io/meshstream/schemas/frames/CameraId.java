package io.meshstream.schemas.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The rule for camera ids, which are the keys of the frames topic: 1 to {@value #MAX_LENGTH}
 * characters.
 *
 * <p>A reader cuts a longer key to one character more than that: short enough to be carried on, and
 * still too long.
 */
public final class CameraId {

  /** The longest camera id, in characters (UTF-16 units). */
  public static final int MAX_LENGTH = 255;

  private static final int CUT_LENGTH = MAX_LENGTH + 1;

  /** No character takes more in UTF-8. */
  private static final int MAX_BYTES_PER_CHARACTER = 4;

  private CameraId() {}

  /**
   * Returns the camera that a key names.
   *
   * @param key UTF-8; what is not is read as far as it goes; may be null
   * @return empty if there is no key
   */
  public static String ofKey(byte[] key) {
    if (key == null) {
      return "";
    }
    int length = Math.min(key.length, MAX_BYTES_PER_CHARACTER * CUT_LENGTH);
    return ofKey(new String(key, 0, length, UTF_8));
  }

  /**
   * Returns the camera that a key names.
   *
   * @param key may be null
   * @return empty if there is no key
   */
  public static String ofKey(String key) {
    if (key == null) {
      return "";
    }
    return key.length() <= CUT_LENGTH ? key : key.substring(0, CUT_LENGTH);
  }

  /** Tells whether {@link #ofKey} may have returned this, which any record may carry. */
  public static boolean isOfKey(String camera) {
    return camera.length() <= CUT_LENGTH;
  }

  /** Tells whether an id is longer than an id may be. */
  public static boolean isTooLong(String id) {
    return id.length() > MAX_LENGTH;
  }

  /** Tells whether a camera may have this id. */
  public static boolean isValid(String id) {
    return !id.isEmpty() && !isTooLong(id);
  }
}
