package io.meshstream.vision;

import java.io.Serializable;

/**
 * Whether faces are sought that are too small for the detector in the whole picture, and how much
 * of that is done with a frame.
 *
 * @param smallestFace the smallest face that is sought, in pixels; 0: as small as the detector
 *     finds them in the whole picture, as in MediaPipe
 * @param perFrame how many parts of the picture are looked at with each frame of a stream in which
 *     faces are sought, in turn; pictures that stand alone are looked at in all parts
 */
public record TileOptions(int smallestFace, int perFrame) implements Serializable {

  /** The smallest face that can be sought: a landmark model makes nothing of fewer pixels. */
  public static final int LEAST_FACE = 16;

  /** The largest face that can be the smallest that is sought. */
  public static final int MOST_FACE = 1000;

  /** The most tiles that a frame of a stream can have. */
  public static final int MOST_PER_FRAME = 1000;

  private static final TileOptions NONE = new TileOptions(0, 4);

  /** Checks every value. */
  public TileOptions {
    if (!isSmallestFace(smallestFace)) {
      throw new IllegalArgumentException(
          "smallest face: %d (expected: 0, or %d to %d pixels)"
              .formatted(smallestFace, LEAST_FACE, MOST_FACE));
    }
    if (perFrame < 1 || perFrame > MOST_PER_FRAME) {
      throw new IllegalArgumentException(
          "tiles per frame: " + perFrame + " (expected: 1 to " + MOST_PER_FRAME + ")");
    }
  }

  /** Tells whether a number says how small a face may be: a number of pixels in bounds, or 0. */
  public static boolean isSmallestFace(int pixels) {
    return pixels == 0 || (pixels >= LEAST_FACE && pixels <= MOST_FACE);
  }

  /** Returns MediaPipe's way: faces are sought in the whole picture only. */
  public static TileOptions none() {
    return NONE;
  }
}
