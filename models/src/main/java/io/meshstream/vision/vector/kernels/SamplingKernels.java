package io.meshstream.vision.vector.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Blends the pixels around places that lie evenly spaced on a line, in vectors.
 *
 * <p>Places are fixed-point numbers with 32 fractional bits, weights have {@value #WEIGHT_BITS}.
 *
 * <p>What {@link BlockKernels} says about loading and speed holds here, too. Besides, all vectors
 * are of the same size: where two sizes are used, the compiler does not know which one a method is
 * called for, and computes with objects, in all kernels.
 */
public final class SamplingKernels {
  private static final int WEIGHT_BITS = 11;
  private static final int WEIGHT_ONE = 1 << WEIGHT_BITS;
  private static final int CHANNELS = 3;
  private static final int BYTE = 0xff;

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** Arrays have to be so much longer than what is computed: the last vector is a whole one. */
  public static final int MARGIN = INTS.length();

  private SamplingKernels() {}

  /**
   * Blends the four pixels around each place, and converts each channel to numbers.
   *
   * @param topLeft bytes of pixels, likewise the next three
   * @param x fraction of the column of the first place, likewise the next three
   * @param weightsRight is used on the way
   * @param weightsBelow is used on the way
   * @param first by how many bits the first channel is shifted in a pixel
   * @param scale what a value is multiplied with, weights included
   * @param min what is added to it
   * @param values receives the first channel's from {@code at} on, and the next one's {@code
   *     stride} behind it
   */
  public static void blend(
      int[] topLeft,
      int[] topRight,
      int[] bottomLeft,
      int[] bottomRight,
      int x,
      int stepX,
      int y,
      int stepY,
      int[] weightsRight,
      int[] weightsBelow,
      int first,
      int second,
      int third,
      float scale,
      float min,
      float[] values,
      int at,
      int stride,
      int count) {
    int step = INTS.length();
    for (int i = 0; i < step; i++) {
      weightsRight[i] = x + i * stepX;
      weightsBelow[i] = y + i * stepY;
    }
    IntVector right = IntVector.fromArray(INTS, weightsRight, 0);
    IntVector below = IntVector.fromArray(INTS, weightsBelow, 0);
    for (int i = 0; i < count; i += step) {
      right.lanewise(VectorOperators.LSHR, Integer.SIZE - WEIGHT_BITS).intoArray(weightsRight, i);
      below.lanewise(VectorOperators.LSHR, Integer.SIZE - WEIGHT_BITS).intoArray(weightsBelow, i);
      right = right.add(step * stepX);
      below = below.add(step * stepY);
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      int shift = channel == 0 ? first : channel == 1 ? second : third;
      int to = at + channel * stride;
      for (int i = 0; i < count; i += step) {
        IntVector toRight = IntVector.fromArray(INTS, weightsRight, i);
        IntVector a =
            IntVector.fromArray(INTS, topLeft, i).lanewise(VectorOperators.LSHR, shift).and(BYTE);
        IntVector b =
            IntVector.fromArray(INTS, topRight, i).lanewise(VectorOperators.LSHR, shift).and(BYTE);
        IntVector upper = a.mul(WEIGHT_ONE).add(b.sub(a).mul(toRight));
        IntVector c =
            IntVector.fromArray(INTS, bottomLeft, i)
                .lanewise(VectorOperators.LSHR, shift)
                .and(BYTE);
        IntVector d =
            IntVector.fromArray(INTS, bottomRight, i)
                .lanewise(VectorOperators.LSHR, shift)
                .and(BYTE);
        IntVector lower = c.mul(WEIGHT_ONE).add(d.sub(c).mul(toRight));
        IntVector sum =
            upper
                .mul(WEIGHT_ONE)
                .add(lower.sub(upper).mul(IntVector.fromArray(INTS, weightsBelow, i)));
        ((FloatVector) sum.convert(VectorOperators.I2F, 0))
            .mul(scale)
            .add(min)
            .intoArray(values, to + i);
      }
    }
  }
}
