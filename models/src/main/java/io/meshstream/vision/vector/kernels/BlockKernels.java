package io.meshstream.vision.vector.kernels;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes the same of {@value #LANES} blocks or more beside each other, in vectors.
 *
 * <p>Nothing here knows pictures: values that belong together lie {@value #LANES} in a row, one for
 * each block. So no vector is ever shuffled.
 *
 * <p>This class can be loaded only where the module {@code jdk.incubator.vector} is. Before the
 * compiler has seen its methods often enough they take a thousand times as long. They call none of
 * each other with a vector: for a method of vectors that is large, the compiler would not do
 * without an object for each.
 */
public final class BlockKernels {
  /** How many blocks are transformed at once. */
  public static final int LANES = 16;

  private static final int BLOCK = 64;

  private static final VectorSpecies<Integer> SPECIES =
      IntVector.SPECIES_PREFERRED.length() > LANES
          ? IntVector.SPECIES_512
          : IntVector.SPECIES_PREFERRED;

  private static final int STEP = SPECIES.length();

  private static final int SIDE = 8;
  private static final int CONST_BITS = 13;
  private static final int PASS_BITS = 2;
  private static final int COLUMN_SHIFT = CONST_BITS - PASS_BITS;
  private static final int ROW_SHIFT = CONST_BITS + PASS_BITS + 3;
  private static final int CENTRE = 128;
  private static final int MOST = 255;

  // Of libjpeg's accurate inverse DCT, with 13 bits behind the point.
  private static final int C0_298 = 2446;
  private static final int C0_390 = 3196;
  private static final int C0_541 = 4433;
  private static final int C0_765 = 6270;
  private static final int C0_899 = 7373;
  private static final int C1_175 = 9633;
  private static final int C1_501 = 12299;
  private static final int C1_847 = 15137;
  private static final int C1_961 = 16069;
  private static final int C2_053 = 16819;
  private static final int C2_562 = 20995;
  private static final int C3_072 = 25172;

  // Parts of the colour differences in 65536ths.
  private static final int HALF = 1 << 15;
  private static final int CR_IN_RED = 91881;
  private static final int CB_IN_GREEN = -22554;
  private static final int CR_IN_GREEN = -46802;
  private static final int CB_IN_BLUE = 116130;
  private static final int RED_ROUNDING = HALF - CENTRE * CR_IN_RED;
  private static final int GREEN_ROUNDING = HALF - CENTRE * (CB_IN_GREEN + CR_IN_GREEN);
  private static final int BLUE_ROUNDING = HALF - CENTRE * CB_IN_BLUE;

  private BlockKernels() {}

  /**
   * Returns an upper bound for the magnitudes of some values, at most twice that of the largest.
   */
  public static int magnitudes(int[] values, int from, int count) {
    IntVector bits = IntVector.zero(SPECIES);
    for (int i = 0; i < count; i += STEP) {
      IntVector each = IntVector.fromArray(SPECIES, values, from + i);
      bits = bits.or(each.lanewise(VectorOperators.XOR, each.lanewise(VectorOperators.ASHR, 31)));
    }
    return bits.reduceLanes(VectorOperators.OR);
  }

  /**
   * Transforms the coefficients of blocks into samples, and clears them.
   *
   * @param blocks coefficient by coefficient, from {@code from} on
   * @param work receives as many values as there are coefficients
   * @param samples receives the samples of a block's row from {@code at} on, those of the next row
   *     {@code rowStride} behind them, and of a row those of the next column {@code columnStride}
   */
  public static void inverseDct(
      int[] blocks, int from, int[] work, int[] samples, int at, int rowStride, int columnStride) {
    for (int lane = 0; lane < LANES; lane += STEP) {
      for (int column = 0; column < SIDE; column++) {
        int start = column * LANES + lane;
        columnPass(blocks, from + start, work, start);
      }
      for (int row = 0; row < SIDE; row++) {
        rowPass(
            work, row * SIDE * LANES + lane, samples, at + row * rowStride + lane, columnStride);
      }
    }
    Arrays.fill(blocks, from, from + BLOCK * LANES, 0);
  }

  private static void columnPass(int[] in, int from, int[] out, int to) {
    int step = SIDE * LANES;
    IntVector s2 = IntVector.fromArray(SPECIES, in, from + 2 * step);
    IntVector s6 = IntVector.fromArray(SPECIES, in, from + 6 * step);
    IntVector sum = s2.add(s6).mul(C0_541);
    IntVector a2 = sum.sub(s6.mul(C1_847));
    IntVector a3 = sum.add(s2.mul(C0_765));
    IntVector s0 = IntVector.fromArray(SPECIES, in, from);
    IntVector s4 = IntVector.fromArray(SPECIES, in, from + 4 * step);
    int round = 1 << (COLUMN_SHIFT - 1);
    IntVector a0 = s0.add(s4).lanewise(VectorOperators.LSHL, CONST_BITS).add(round);
    IntVector a1 = s0.sub(s4).lanewise(VectorOperators.LSHL, CONST_BITS).add(round);
    IntVector e0 = a0.add(a3);
    IntVector e3 = a0.sub(a3);
    IntVector e1 = a1.add(a2);
    IntVector e2 = a1.sub(a2);

    IntVector s1 = IntVector.fromArray(SPECIES, in, from + step);
    IntVector s3 = IntVector.fromArray(SPECIES, in, from + 3 * step);
    IntVector s5 = IntVector.fromArray(SPECIES, in, from + 5 * step);
    IntVector s7 = IntVector.fromArray(SPECIES, in, from + 7 * step);
    IntVector s73 = s7.add(s3);
    IntVector s51 = s5.add(s1);
    IntVector z5 = s73.add(s51).mul(C1_175);
    IntVector z1 = s7.add(s1).mul(-C0_899);
    IntVector z2 = s5.add(s3).mul(-C2_562);
    IntVector z3 = s73.mul(-C1_961).add(z5);
    IntVector z4 = s51.mul(-C0_390).add(z5);
    IntVector o0 = s7.mul(C0_298).add(z1).add(z3);
    IntVector o1 = s5.mul(C2_053).add(z2).add(z4);
    IntVector o2 = s3.mul(C3_072).add(z2).add(z3);
    IntVector o3 = s1.mul(C1_501).add(z1).add(z4);

    e0.add(o3).lanewise(VectorOperators.ASHR, COLUMN_SHIFT).intoArray(out, to);
    e0.sub(o3).lanewise(VectorOperators.ASHR, COLUMN_SHIFT).intoArray(out, to + 7 * step);
    e1.add(o2).lanewise(VectorOperators.ASHR, COLUMN_SHIFT).intoArray(out, to + step);
    e1.sub(o2).lanewise(VectorOperators.ASHR, COLUMN_SHIFT).intoArray(out, to + 6 * step);
    e2.add(o1).lanewise(VectorOperators.ASHR, COLUMN_SHIFT).intoArray(out, to + 2 * step);
    e2.sub(o1).lanewise(VectorOperators.ASHR, COLUMN_SHIFT).intoArray(out, to + 5 * step);
    e3.add(o0).lanewise(VectorOperators.ASHR, COLUMN_SHIFT).intoArray(out, to + 3 * step);
    e3.sub(o0).lanewise(VectorOperators.ASHR, COLUMN_SHIFT).intoArray(out, to + 4 * step);
  }

  /** As {@link #columnPass}, but for what becomes of sums. */
  private static void rowPass(int[] in, int from, int[] out, int to, int step) {
    IntVector s2 = IntVector.fromArray(SPECIES, in, from + 2 * LANES);
    IntVector s6 = IntVector.fromArray(SPECIES, in, from + 6 * LANES);
    IntVector sum = s2.add(s6).mul(C0_541);
    IntVector a2 = sum.sub(s6.mul(C1_847));
    IntVector a3 = sum.add(s2.mul(C0_765));
    IntVector s0 = IntVector.fromArray(SPECIES, in, from);
    IntVector s4 = IntVector.fromArray(SPECIES, in, from + 4 * LANES);
    int round = 1 << (ROW_SHIFT - 1);
    IntVector a0 = s0.add(s4).lanewise(VectorOperators.LSHL, CONST_BITS).add(round);
    IntVector a1 = s0.sub(s4).lanewise(VectorOperators.LSHL, CONST_BITS).add(round);
    IntVector e0 = a0.add(a3);
    IntVector e3 = a0.sub(a3);
    IntVector e1 = a1.add(a2);
    IntVector e2 = a1.sub(a2);

    IntVector s1 = IntVector.fromArray(SPECIES, in, from + LANES);
    IntVector s3 = IntVector.fromArray(SPECIES, in, from + 3 * LANES);
    IntVector s5 = IntVector.fromArray(SPECIES, in, from + 5 * LANES);
    IntVector s7 = IntVector.fromArray(SPECIES, in, from + 7 * LANES);
    IntVector s73 = s7.add(s3);
    IntVector s51 = s5.add(s1);
    IntVector z5 = s73.add(s51).mul(C1_175);
    IntVector z1 = s7.add(s1).mul(-C0_899);
    IntVector z2 = s5.add(s3).mul(-C2_562);
    IntVector z3 = s73.mul(-C1_961).add(z5);
    IntVector z4 = s51.mul(-C0_390).add(z5);
    IntVector o0 = s7.mul(C0_298).add(z1).add(z3);
    IntVector o1 = s5.mul(C2_053).add(z2).add(z4);
    IntVector o2 = s3.mul(C3_072).add(z2).add(z3);
    IntVector o3 = s1.mul(C1_501).add(z1).add(z4);

    e0.add(o3)
        .lanewise(VectorOperators.ASHR, ROW_SHIFT)
        .add(CENTRE)
        .max(0)
        .min(MOST)
        .intoArray(out, to);
    e0.sub(o3)
        .lanewise(VectorOperators.ASHR, ROW_SHIFT)
        .add(CENTRE)
        .max(0)
        .min(MOST)
        .intoArray(out, to + 7 * step);
    e1.add(o2)
        .lanewise(VectorOperators.ASHR, ROW_SHIFT)
        .add(CENTRE)
        .max(0)
        .min(MOST)
        .intoArray(out, to + step);
    e1.sub(o2)
        .lanewise(VectorOperators.ASHR, ROW_SHIFT)
        .add(CENTRE)
        .max(0)
        .min(MOST)
        .intoArray(out, to + 6 * step);
    e2.add(o1)
        .lanewise(VectorOperators.ASHR, ROW_SHIFT)
        .add(CENTRE)
        .max(0)
        .min(MOST)
        .intoArray(out, to + 2 * step);
    e2.sub(o1)
        .lanewise(VectorOperators.ASHR, ROW_SHIFT)
        .add(CENTRE)
        .max(0)
        .min(MOST)
        .intoArray(out, to + 5 * step);
    e3.add(o0)
        .lanewise(VectorOperators.ASHR, ROW_SHIFT)
        .add(CENTRE)
        .max(0)
        .min(MOST)
        .intoArray(out, to + 3 * step);
    e3.sub(o0)
        .lanewise(VectorOperators.ASHR, ROW_SHIFT)
        .add(CENTRE)
        .max(0)
        .min(MOST)
        .intoArray(out, to + 4 * step);
  }

  /**
   * Adds three parts of one row of samples and one part of another.
   *
   * @param near where the first phase of the row starts in {@code samples}
   * @param far where that of the other row does
   * @param to where in {@code sums} it goes
   * @param phaseLength how far apart two of the {@value #SIDE} phases are in both
   * @param count how many values there are of a phase; more may be written behind them
   */
  public static void mix(
      int[] samples, int near, int far, int[] sums, int to, int phaseLength, int count) {
    for (int phase = 0; phase < SIDE * phaseLength; phase += phaseLength) {
      for (int i = phase; i < phase + count; i += STEP) {
        IntVector ours = IntVector.fromArray(SPECIES, samples, near + i);
        IntVector others = IntVector.fromArray(SPECIES, samples, far + i);
        ours.mul(3).add(others).intoArray(sums, to + i);
      }
    }
  }

  /**
   * Makes two columns of each: the left one leans to the column to the left, the right one to that
   * to the right.
   *
   * @param sums what {@link #mix} has made, in {@value #SIDE} phases
   * @param from where the first one starts; before and behind it there is a neighbour
   * @param leftRounding what is added to a left one, which is in 16ths
   * @param rightRounding what is added to a right one
   * @param spread receives twice as many phases, from 0 on
   * @param stride how far apart these are
   */
  public static void spread(
      int[] sums,
      int from,
      int phaseLength,
      int leftRounding,
      int rightRounding,
      int[] spread,
      int stride,
      int count) {
    int toLast = (SIDE - 1) * phaseLength;
    int left = from + toLast - 1;
    int own = from;
    for (int to = 0; to < 2 * SIDE * stride; to += 2 * stride) {
      int right = own == from + toLast ? from + 1 : own + phaseLength;
      for (int i = 0; i < count; i += STEP) {
        IntVector parts = IntVector.fromArray(SPECIES, sums, own + i).mul(3);
        IntVector toLeft = IntVector.fromArray(SPECIES, sums, left + i);
        IntVector toRight = IntVector.fromArray(SPECIES, sums, right + i);
        parts
            .add(toLeft)
            .add(leftRounding)
            .lanewise(VectorOperators.ASHR, 4)
            .intoArray(spread, to + i);
        parts
            .add(toRight)
            .add(rightRounding)
            .lanewise(VectorOperators.ASHR, 4)
            .intoArray(spread, to + stride + i);
      }
      left = own;
      own = right;
    }
  }

  /**
   * Packs red, green and blue of pixels as {@code 0xBBGGRR}.
   *
   * @param light where the first phase starts in {@code luminance}
   * @param lightStride how far apart two are there
   * @param colour where the first one starts in both arrays of colour
   * @param colourStride how far apart two are there
   * @param pixels receives the phases, from 0 on
   * @param stride how far apart they are there
   */
  public static void pack(
      int[] luminance,
      int light,
      int lightStride,
      int[] blueness,
      int[] redness,
      int colour,
      int colourStride,
      int[] pixels,
      int phases,
      int stride,
      int count) {
    for (int phase = 0; phase < phases; phase++) {
      int lightFrom = light + phase * lightStride;
      int from = colour + phase * colourStride;
      int to = phase * stride;
      for (int i = 0; i < count; i += STEP) {
        IntVector y = IntVector.fromArray(SPECIES, luminance, lightFrom + i);
        IntVector cb = IntVector.fromArray(SPECIES, blueness, from + i);
        IntVector cr = IntVector.fromArray(SPECIES, redness, from + i);
        IntVector red =
            cr.mul(CR_IN_RED).add(RED_ROUNDING).lanewise(VectorOperators.ASHR, 16).add(y);
        IntVector green =
            cb.mul(CB_IN_GREEN)
                .add(cr.mul(CR_IN_GREEN))
                .add(GREEN_ROUNDING)
                .lanewise(VectorOperators.ASHR, 16)
                .add(y);
        IntVector blue =
            cb.mul(CB_IN_BLUE).add(BLUE_ROUNDING).lanewise(VectorOperators.ASHR, 16).add(y);
        IntVector high = blue.max(0).min(MOST).lanewise(VectorOperators.LSHL, 16);
        IntVector middle = green.max(0).min(MOST).lanewise(VectorOperators.LSHL, 8);
        red.max(0).min(MOST).or(middle).or(high).intoArray(pixels, to + i);
      }
    }
  }
}
