package io.meshstream.vision.sampling;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import java.nio.FloatBuffer;

/**
 * MediaPipe's GPU convention: a tensor pixel is seen from its centre, and the picture is sampled as
 * an OpenGL texture with linear filtering.
 *
 * <p>A black border shows where the texture coordinate leaves [0, 1], as MediaPipe's shader has it
 * where the driver cannot clamp to a border colour; within, the outermost samples are replicated.
 *
 * <p>Weights have {@value #WEIGHT_BITS} bits, more than the 8 that graphics processors have, and
 * values are float. Each row is done in steps, one simple loop each, so that the compiler can
 * vectorise all but the first: gather the four samples around each place, blend them channel by
 * channel, convert. {@link VectorTextureSampling} does the same with vectors. Not thread-safe.
 */
final class TextureSampling {
  /** Two weights and a byte have 2 * 11 + 8 bits, which an int can hold. */
  static final int WEIGHT_BITS = 11;

  /** Longer loops are quicker, until their arrays crowd each other out of the first-level cache. */
  private static final int ROWS_AT_A_TIME = 2;

  /** What 32-bit places may be off in a picture of up to 8192 pixels a side, in pixels. */
  private static final double PLACE_ERROR = 1 / 64.0;

  private final Picture picture;
  private final int side;
  private final float scale;
  private final float min;
  private final int rows;
  private final TextureTaps taps;

  private final int[] weightsRight;
  private final int[] weightsBelow;
  private final int[] upper;
  private final int[] lower;
  private final int[] blended;
  private final float[] values;

  TextureSampling(Picture picture, TensorGrid grid, int side, Border border, ValueRange range) {
    this.picture = picture;
    this.side = side;
    this.scale = scale(range);
    this.min = range.min();
    this.rows = side % ROWS_AT_A_TIME == 0 ? ROWS_AT_A_TIME : 1;
    int places = rows * side;
    this.taps = new TextureTaps(picture, grid, side, border, places);
    this.weightsRight = new int[places];
    this.weightsBelow = new int[places];
    this.upper = new int[places];
    this.lower = new int[places];
    this.blended = new int[places];
    this.values = new float[places];
  }

  /** Returns what a sum of samples, each times both weights, is multiplied with. */
  static float scale(ValueRange range) {
    return range.scale() / (1 << (2 * WEIGHT_BITS));
  }

  /** Tells where the samples lie in a picture of a size, at full scale. */
  static SampleLattice lattice(TensorGrid grid, int side, int width, int height) {
    float first = 0.5f / side;
    float last = 1 - first;
    return SampleLattice.of(
        (double) grid.pictureX(first, first) * width - 0.5,
        (double) grid.pictureY(first, first) * height - 0.5,
        (double) grid.pictureX(last, first) * width - 0.5,
        (double) grid.pictureY(last, first) * height - 0.5,
        (double) grid.pictureX(first, last) * width - 0.5,
        (double) grid.pictureY(first, last) * height - 0.5,
        side,
        PLACE_ERROR);
  }

  void fill(FloatBuffer target) {
    int plane = side * side;
    for (int row = 0; row < side; row += rows) {
      for (int i = 0; i < rows; i++) {
        taps.gather(row + i, i * side);
        weigh(taps.x(), taps.stepX(), weightsRight, i * side, side);
        weigh(taps.y(), taps.stepY(), weightsBelow, i * side, side);
      }
      int at = row * side;
      fillChannel(picture.redOffset(), target, at);
      fillChannel(picture.greenOffset(), target, at + plane);
      fillChannel(picture.blueOffset(), target, at + 2 * plane);
    }
  }

  private static void weigh(long place, long step, int[] weights, int start, int count) {
    for (int i = start; i < start + count; i++, place += step) {
      weights[i] = (int) place >>> (Integer.SIZE - WEIGHT_BITS);
    }
  }

  private void fillChannel(int offset, FloatBuffer target, int at) {
    blend(Byte.SIZE * offset);
    int[] sums = blended;
    float[] converted = values;
    float factor = scale;
    float zero = min;
    for (int i = 0; i < converted.length; i++) {
      converted[i] = zero + factor * sums[i];
    }
    target.put(at, converted);
  }

  private void blend(int shift) {
    interpolate(taps.topLeft(), taps.topRight(), shift, upper);
    interpolate(taps.bottomLeft(), taps.bottomRight(), shift, lower);
    int[] above = upper;
    int[] below = lower;
    int[] weights = weightsBelow;
    int[] sums = blended;
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (above[i] << WEIGHT_BITS) + weights[i] * (below[i] - above[i]);
    }
  }

  private void interpolate(int[] lefts, int[] rights, int shift, int[] sums) {
    int[] weights = weightsRight;
    for (int i = 0; i < sums.length; i++) {
      int left = (lefts[i] >>> shift) & 0xff;
      sums[i] = (left << WEIGHT_BITS) + weights[i] * (((rights[i] >>> shift) & 0xff) - left);
    }
  }
}
