package io.meshstream.vision.jpeg;

/**
 * A rectangle of pixels of a picture, at the scale it is decoded at.
 *
 * @param x column of the left edge, from 0
 * @param y row of the top edge, from 0
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record JpegRegion(int x, int y, int width, int height) {
  public JpegRegion {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "region: "
              + describe(x, y, width, height)
              + " (expected: at least 1x1 pixels at positions from 0)");
    }
  }

  /** Returns the whole of a picture of this size. */
  public static JpegRegion whole(int width, int height) {
    return new JpegRegion(0, 0, width, height);
  }

  /** Returns the column right of the right edge. */
  long right() {
    return (long) x + width;
  }

  /** Returns the row below the bottom edge. */
  long bottom() {
    return (long) y + height;
  }

  private static String describe(int x, int y, int width, int height) {
    return width + "x" + height + " at " + x + "," + y;
  }

  @Override
  public String toString() {
    return describe(x, y, width, height);
  }
}
