package io.meshstream.vision.sampling;

import io.meshstream.vision.image.Picture;
import java.nio.FloatBuffer;

/**
 * MediaPipe's CPU convention: OpenCV's {@code warpPerspective} with linear interpolation on 8-bit
 * pixels.
 *
 * <p>Places are rounded to 1/32 of a pixel and values to whole grey levels. A tensor pixel is seen
 * from its top left corner while a picture's pixel has its centre at a whole index: that half pixel
 * is OpenCV's, and part of what MediaPipe's Python package returns.
 */
final class OpenCvSampling {
  private static final int FRACTION_BITS = 5;
  private static final int STEPS = 1 << FRACTION_BITS;
  private static final int WEIGHT_BITS = 2 * FRACTION_BITS;
  private static final int HALF = 1 << (WEIGHT_BITS - 1);

  private final Picture picture;
  private final byte[] data;
  private final boolean blackBorder;
  private final float scale;
  private final float min;

  OpenCvSampling(Picture picture, Border border, ValueRange range) {
    if (picture.reduction() != 1) {
      throw new IllegalArgumentException(
          "picture at 1/" + picture.reduction() + " scale (expected: full scale for OpenCV's way)");
    }
    this.picture = picture;
    this.data = picture.data();
    this.blackBorder = border == Border.BLACK;
    this.scale = range.scale();
    this.min = range.min();
  }

  void fill(TensorGrid grid, int side, FloatBuffer target) {
    double cos = Math.cos(grid.rotation());
    double sin = Math.sin(grid.rotation());
    double width = grid.width();
    double height = grid.height();
    int plane = side * side;
    for (int row = 0, at = 0; row < side; row++) {
      double v = (double) row / side - 0.5;
      for (int column = 0; column < side; column++, at++) {
        double u = (double) column / side - 0.5;
        int x = toSteps(grid.centerX() + width * cos * u - height * sin * v);
        int y = toSteps(grid.centerY() + width * sin * u + height * cos * v);
        target.put(at, min + scale * blend(x, y, picture.redOffset()));
        target.put(at + plane, min + scale * blend(x, y, picture.greenOffset()));
        target.put(at + 2 * plane, min + scale * blend(x, y, picture.blueOffset()));
      }
    }
  }

  private static int toSteps(double place) {
    return (int) Math.rint(place * STEPS);
  }

  private int blend(int x, int y, int channel) {
    int left = x >> FRACTION_BITS;
    int top = y >> FRACTION_BITS;
    int fx = x & (STEPS - 1);
    int fy = y & (STEPS - 1);
    int sum =
        (STEPS - fx) * (STEPS - fy) * tap(left, top, channel)
            + fx * (STEPS - fy) * tap(left + 1, top, channel)
            + (STEPS - fx) * fy * tap(left, top + 1, channel)
            + fx * fy * tap(left + 1, top + 1, channel);
    return (sum + HALF) >> WEIGHT_BITS;
  }

  private int tap(int x, int y, int channel) {
    int inX = clamp(x, picture.width() - 1);
    int inY = clamp(y, picture.height() - 1);
    if (blackBorder && (inX != x || inY != y)) {
      return 0;
    }
    // Within the part of the picture that there is; the caller sees to it that this is enough.
    int column = clamp(inX - picture.left(), picture.columns() - 1);
    int row = clamp(inY - picture.top(), picture.rows() - 1);
    int place = picture.origin() + column * picture.sampleStride() + row * picture.rowStride();
    return data[place + channel] & 0xff;
  }

  private static int clamp(int value, int max) {
    return Math.max(0, Math.min(value, max));
  }
}
