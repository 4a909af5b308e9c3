package io.meshstream.vision.sampling;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import java.nio.FloatBuffer;

/**
 * MediaPipe's CPU convention: OpenCV's {@code warpPerspective} with linear interpolation on 8-bit
 * pixels, to the last bit.
 *
 * <p>Places are rounded to 1/32 of a pixel and values to whole grey levels. A tensor pixel is seen
 * from its top left corner while a picture's pixel has its centre at a whole index: that half pixel
 * is OpenCV's, and part of what MediaPipe's Python package returns. Not thread-safe.
 */
final class OpenCvSampling {
  private static final int STEPS = InverseWarp.STEPS;
  private static final int FRACTION_BITS = Integer.numberOfTrailingZeros(STEPS);
  private static final int FRACTION = STEPS - 1;
  private static final int WEIGHT_BITS = 2 * FRACTION_BITS;
  private static final int HALF = 1 << (WEIGHT_BITS - 1);
  private static final int CHANNELS = 3;

  /** The place of a sample beyond the picture, where its border is black. */
  private static final int BLACK = -1;

  private final Picture picture;
  private final int side;
  private final boolean blackBorder;
  private final float scale;
  private final float min;
  private final byte[] data;
  private final int sampleStride;
  private final int rowStride;
  private final int origin;
  private final int[] channelOffsets;
  private final int[] xs;
  private final int[] ys;

  OpenCvSampling(Picture picture, int side, Border border, ValueRange range) {
    if (picture.reduction() != 1) {
      throw new IllegalArgumentException(
          "picture at 1/" + picture.reduction() + " scale (expected: full scale for OpenCV's way)");
    }
    this.picture = picture;
    this.side = side;
    this.blackBorder = border == Border.BLACK;
    this.scale = range.scale();
    this.min = range.min();
    this.data = picture.data();
    this.sampleStride = picture.sampleStride();
    this.rowStride = picture.rowStride();
    this.origin = picture.origin();
    this.channelOffsets =
        new int[] {picture.redOffset(), picture.greenOffset(), picture.blueOffset()};
    this.xs = new int[side];
    this.ys = new int[side];
  }

  /** Tells where the samples lie in a picture. */
  static SampleLattice lattice(TensorGrid grid, int side) {
    InverseWarp warp = InverseWarp.of(grid, side);
    int last = side - 1;
    int[] topX = new int[side];
    int[] topY = new int[side];
    int[] bottomX = new int[side];
    int[] bottomY = new int[side];
    warp.row(0, topX, topY);
    warp.row(last, bottomX, bottomY);
    double step = 1.0 / STEPS;
    return SampleLattice.of(
        topX[0] * step,
        topY[0] * step,
        topX[last] * step,
        topY[last] * step,
        bottomX[0] * step,
        bottomY[0] * step,
        side,
        2 * step);
  }

  void fill(TensorGrid grid, FloatBuffer target) {
    InverseWarp warp = InverseWarp.of(grid, side);
    int lastLeft = picture.columns() - 2;
    int lastTop = picture.rows() - 2;
    for (int row = 0, at = 0; row < side; row++) {
      warp.row(row, xs, ys);
      for (int column = 0; column < side; column++, at++) {
        int x = xs[column];
        int y = ys[column];
        int left = (x >> FRACTION_BITS) - picture.left();
        int top = (y >> FRACTION_BITS) - picture.top();
        if (left >= 0 && left <= lastLeft && top >= 0 && top <= lastTop) {
          int place = origin + left * sampleStride + top * rowStride;
          int below = place + rowStride;
          put(place, place + sampleStride, below, below + sampleStride, x, y, at, target);
        } else {
          putAcrossEdges(x, y, at, target);
        }
      }
    }
  }

  private void putAcrossEdges(int x, int y, int at, FloatBuffer target) {
    int left = x >> FRACTION_BITS;
    int top = y >> FRACTION_BITS;
    put(
        place(left, top),
        place(left + 1, top),
        place(left, top + 1),
        place(left + 1, top + 1),
        x,
        y,
        at,
        target);
  }

  /** Returns where the sample of a pixel starts, of the nearest if it has none, or BLACK. */
  private int place(int x, int y) {
    int inX = clamp(x, picture.width() - 1);
    int inY = clamp(y, picture.height() - 1);
    if (blackBorder && (inX != x || inY != y)) {
      return BLACK;
    }
    // Within the part of the picture that there is; the caller sees to it that this is enough.
    int column = clamp(inX - picture.left(), picture.columns() - 1);
    int row = clamp(inY - picture.top(), picture.rows() - 1);
    return origin + column * sampleStride + row * rowStride;
  }

  private static int clamp(int value, int max) {
    return Math.max(0, Math.min(value, max));
  }

  /** Blends the samples at four places by the fractions of x and y, channel by channel. */
  private void put(
      int topLeft,
      int topRight,
      int bottomLeft,
      int bottomRight,
      int x,
      int y,
      int at,
      FloatBuffer target) {
    int plane = side * side;
    for (int channel = 0; channel < CHANNELS; channel++) {
      int offset = channelOffsets[channel];
      int fx = x & FRACTION;
      int fy = y & FRACTION;
      int sum =
          (STEPS - fx) * (STEPS - fy) * value(topLeft, offset)
              + fx * (STEPS - fy) * value(topRight, offset)
              + (STEPS - fx) * fy * value(bottomLeft, offset)
              + fx * fy * value(bottomRight, offset);
      target.put(at + channel * plane, min + scale * ((sum + HALF) >> WEIGHT_BITS));
    }
  }

  private int value(int place, int offset) {
    return place == BLACK ? 0 : data[place + offset] & 0xff;
  }
}
