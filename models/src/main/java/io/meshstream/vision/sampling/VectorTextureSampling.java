package io.meshstream.vision.sampling;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.vector.kernels.SamplingKernels;
import java.nio.FloatBuffer;

/** Does what {@link TextureSampling} does, to the last bit, with vectors. Not thread-safe. */
final class VectorTextureSampling {
  /** A buffer takes several rows quicker than one by one. */
  private static final int ROWS_AT_A_TIME = 4;

  private static final int CHANNELS = 3;

  private final Picture picture;
  private final int side;
  private final float scale;
  private final float min;
  private final int rows;
  private final TextureTaps taps;
  private final int[] weightsRight;
  private final int[] weightsBelow;

  /** Of some rows, channel by channel, with room behind each. */
  private final float[] values;

  private final int stride;

  VectorTextureSampling(
      Picture picture, TensorGrid grid, int side, Border border, ValueRange range) {
    this.picture = picture;
    this.side = side;
    this.scale = TextureSampling.scale(range);
    this.min = range.min();
    this.rows = side % ROWS_AT_A_TIME == 0 ? ROWS_AT_A_TIME : 1;
    int places = side + SamplingKernels.MARGIN;
    this.taps = new TextureTaps(picture, grid, side, border, places);
    this.weightsRight = new int[places];
    this.weightsBelow = new int[places];
    this.stride = rows * side + SamplingKernels.MARGIN;
    this.values = new float[CHANNELS * stride];
  }

  void fill(FloatBuffer target) {
    int plane = side * side;
    for (int row = 0; row < side; row += rows) {
      for (int i = 0; i < rows; i++) {
        taps.gather(row + i, 0);
        blend(i * side);
      }
      for (int channel = 0; channel < CHANNELS; channel++) {
        target.put(channel * plane + row * side, values, channel * stride, rows * side);
      }
    }
  }

  private void blend(int at) {
    SamplingKernels.blend(
        taps.topLeft(),
        taps.topRight(),
        taps.bottomLeft(),
        taps.bottomRight(),
        (int) taps.x(),
        (int) taps.stepX(),
        (int) taps.y(),
        (int) taps.stepY(),
        weightsRight,
        weightsBelow,
        Byte.SIZE * picture.redOffset(),
        Byte.SIZE * picture.greenOffset(),
        Byte.SIZE * picture.blueOffset(),
        scale,
        min,
        values,
        at,
        stride,
        side);
  }
}
