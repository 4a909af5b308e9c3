package io.meshstream.vision;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureSource;

/**
 * A picture and when it was taken.
 *
 * @param picture the picture, upright; borrowed from the caller, who closes it
 * @param capturedAtMicros when it was taken by the camera's clock, in microseconds since an epoch
 *     that is the same for all frames of the camera; below 0 is unknown
 */
public record Frame(PictureSource picture, long capturedAtMicros) {
  private static final long UNKNOWN = -1;

  /** Makes a frame of a decoded picture, of which nobody knows when it was taken. */
  public static Frame of(Picture picture) {
    return new Frame(PictureSource.of(picture), UNKNOWN);
  }
}
