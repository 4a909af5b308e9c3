package io.meshstream.vision.vector.kernels;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes the same of {@value #LANES} blocks or more beside each other, in vectors.
 *
 * <p>Nothing here knows pictures: values that belong together lie {@value #LANES} in a row, one for
 * each block. So no vector is ever shuffled. Samples are kept as bytes, {@value #COLUMNS} columns
 * in an int, the leftmost one in its lowest bits: memory is what vectors wait for.
 *
 * <p>This class can be loaded only where the module {@code jdk.incubator.vector} is. Before the
 * compiler has seen its methods often enough they take a thousand times as long. They call none of
 * each other with a vector: for a method of vectors that is large, the compiler would not do
 * without an object for each.
 */
public final class BlockKernels {
  /** How many blocks are transformed at once. */
  public static final int LANES = 16;

  /** How many columns of samples are in one int. */
  public static final int COLUMNS = 4;

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

  // Samples in 65536ths, and what of an int they and others are.
  private static final int MOST_PARTS = ((MOST + 1) << 16) - 1;
  private static final int FIRST = 0xff;
  private static final int SECOND = 0xff00;
  private static final int THIRD = 0xff0000;
  private static final int FOURTH = 0xff000000;
  private static final int LOWER = 0xffff;
  private static final int UPPER = 0xffff0000;

  // Every other sample, with room for sums.
  private static final int EVEN = FIRST | THIRD;
  private static final int ODD = SECOND | FOURTH;
  private static final int TWICE = 0x10001;

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
   *     {@code rowStride} behind them, and of a row those of the next {@value #COLUMNS} columns
   *     {@code columnsStride}
   */
  public static void inverseDct(
      int[] blocks, int from, int[] work, int[] samples, int at, int rowStride, int columnsStride) {
    for (int lane = 0; lane < LANES; lane += STEP) {
      for (int column = 0; column < SIDE; column++) {
        int start = column * LANES + lane;
        columnPass(blocks, from + start, work, start);
      }
      for (int row = 0; row < SIDE; row++) {
        rowPass(
            work, row * SIDE * LANES + lane, samples, at + row * rowStride + lane, columnsStride);
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

    IntVector c0 =
        e0.add(o3).lanewise(VectorOperators.ASHR, ROW_SHIFT).add(CENTRE).max(0).min(MOST);
    IntVector c1 =
        e1.add(o2)
            .lanewise(VectorOperators.ASHR, ROW_SHIFT)
            .add(CENTRE)
            .max(0)
            .min(MOST)
            .lanewise(VectorOperators.LSHL, Byte.SIZE);
    IntVector c2 =
        e2.add(o1)
            .lanewise(VectorOperators.ASHR, ROW_SHIFT)
            .add(CENTRE)
            .max(0)
            .min(MOST)
            .lanewise(VectorOperators.LSHL, 2 * Byte.SIZE);
    IntVector c3 =
        e3.add(o0)
            .lanewise(VectorOperators.ASHR, ROW_SHIFT)
            .add(CENTRE)
            .max(0)
            .min(MOST)
            .lanewise(VectorOperators.LSHL, 3 * Byte.SIZE);
    c0.or(c1).or(c2.or(c3)).intoArray(out, to);
    IntVector c4 =
        e3.sub(o0).lanewise(VectorOperators.ASHR, ROW_SHIFT).add(CENTRE).max(0).min(MOST);
    IntVector c5 =
        e2.sub(o1)
            .lanewise(VectorOperators.ASHR, ROW_SHIFT)
            .add(CENTRE)
            .max(0)
            .min(MOST)
            .lanewise(VectorOperators.LSHL, Byte.SIZE);
    IntVector c6 =
        e1.sub(o2)
            .lanewise(VectorOperators.ASHR, ROW_SHIFT)
            .add(CENTRE)
            .max(0)
            .min(MOST)
            .lanewise(VectorOperators.LSHL, 2 * Byte.SIZE);
    IntVector c7 =
        e0.sub(o3)
            .lanewise(VectorOperators.ASHR, ROW_SHIFT)
            .add(CENTRE)
            .max(0)
            .min(MOST)
            .lanewise(VectorOperators.LSHL, 3 * Byte.SIZE);
    c4.or(c5).or(c6.or(c7)).intoArray(out, to + step);
  }

  /**
   * Mixes rows of {@value #SIDE} columns and makes two of each column: a sample is three parts of
   * its own row and one of another, and then of its own column and of the one to the left, or to
   * the right.
   *
   * <p>Sums of two columns lie in an int together, in 16 bits each.
   *
   * @param near where the row starts in {@code samples}; before and behind it there is a neighbour
   * @param far where the other row does
   * @param phaseLength how far apart the first {@value #COLUMNS} columns and the next ones are
   * @param leftRounding what is added to a left one, which is in 16ths
   * @param rightRounding what is added to a right one
   * @param spread receives twice as many columns, from 0 on
   * @param stride how far apart {@value #COLUMNS} of these and the next ones are
   * @param count how many values there are of each; more may be written behind them
   */
  public static void spread(
      int[] samples,
      int near,
      int far,
      int phaseLength,
      int leftRounding,
      int rightRounding,
      int[] spread,
      int stride,
      int count) {
    int toLeft = TWICE * leftRounding;
    int toRight = TWICE * rightRounding;
    for (int i = 0; i < count; i += STEP) {
      IntVector ours = IntVector.fromArray(SPECIES, samples, near + i);
      IntVector others = IntVector.fromArray(SPECIES, samples, far + i);
      IntVector s02 = ours.and(EVEN).mul(3).add(others.and(EVEN));
      IntVector s13 =
          ours.lanewise(VectorOperators.LSHR, 8)
              .and(EVEN)
              .mul(3)
              .add(others.lanewise(VectorOperators.LSHR, 8).and(EVEN));
      ours = IntVector.fromArray(SPECIES, samples, near + phaseLength + i);
      others = IntVector.fromArray(SPECIES, samples, far + phaseLength + i);
      IntVector s46 = ours.and(EVEN).mul(3).add(others.and(EVEN));
      IntVector s57 =
          ours.lanewise(VectorOperators.LSHR, 8)
              .and(EVEN)
              .mul(3)
              .add(others.lanewise(VectorOperators.LSHR, 8).and(EVEN));
      IntVector before =
          IntVector.fromArray(SPECIES, samples, near + phaseLength + i - 1)
              .lanewise(VectorOperators.LSHR, 24)
              .mul(3)
              .add(
                  IntVector.fromArray(SPECIES, samples, far + phaseLength + i - 1)
                      .lanewise(VectorOperators.LSHR, 24));
      IntVector behind =
          IntVector.fromArray(SPECIES, samples, near + i + 1)
              .and(FIRST)
              .mul(3)
              .add(IntVector.fromArray(SPECIES, samples, far + i + 1).and(FIRST));

      IntVector own = s02.mul(3);
      IntVector left = before.or(s13.lanewise(VectorOperators.LSHL, 16));
      IntVector even =
          own.add(left)
              .add(toLeft)
              .lanewise(VectorOperators.LSHR, 4)
              .and(EVEN)
              .or(own.add(s13).add(toRight).lanewise(VectorOperators.LSHL, 4).and(ODD));
      own = s13.mul(3);
      IntVector right =
          s02.lanewise(VectorOperators.LSHR, 16).or(s46.lanewise(VectorOperators.LSHL, 16));
      IntVector odd =
          own.add(s02)
              .add(toLeft)
              .lanewise(VectorOperators.LSHR, 4)
              .and(EVEN)
              .or(own.add(right).add(toRight).lanewise(VectorOperators.LSHL, 4).and(ODD));
      even.and(LOWER).or(odd.lanewise(VectorOperators.LSHL, 16)).intoArray(spread, i);
      even.lanewise(VectorOperators.LSHR, 16).or(odd.and(UPPER)).intoArray(spread, stride + i);

      own = s46.mul(3);
      left = s13.lanewise(VectorOperators.LSHR, 16).or(s57.lanewise(VectorOperators.LSHL, 16));
      even =
          own.add(left)
              .add(toLeft)
              .lanewise(VectorOperators.LSHR, 4)
              .and(EVEN)
              .or(own.add(s57).add(toRight).lanewise(VectorOperators.LSHL, 4).and(ODD));
      own = s57.mul(3);
      right = s46.lanewise(VectorOperators.LSHR, 16).or(behind.lanewise(VectorOperators.LSHL, 16));
      odd =
          own.add(s46)
              .add(toLeft)
              .lanewise(VectorOperators.LSHR, 4)
              .and(EVEN)
              .or(own.add(right).add(toRight).lanewise(VectorOperators.LSHL, 4).and(ODD));
      even.and(LOWER).or(odd.lanewise(VectorOperators.LSHL, 16)).intoArray(spread, 2 * stride + i);
      even.lanewise(VectorOperators.LSHR, 16).or(odd.and(UPPER)).intoArray(spread, 3 * stride + i);
    }
  }

  /**
   * Makes pixels of samples, each of 3 bytes, red, green and blue: {@value #COLUMNS} of them are 3
   * ints, the first byte being in the lowest bits.
   *
   * <p>Sums are in 65536ths, and most are put where they belong by one shift, or by none.
   *
   * @param light where the first columns start in {@code luminance}
   * @param lightStride how far apart the next ones are there
   * @param colour where the first ones start in both arrays of colour
   * @param colourStride how far apart the next ones are there
   * @param pixels receives the first ints of all, then the second and the third ones, then those of
   *     the next columns
   * @param columns how many there are, in {@value #COLUMNS}
   * @param stride how far apart first and second ints are
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
      int columns,
      int stride,
      int count) {
    for (int column = 0; column < columns; column++) {
      int lightFrom = light + column * lightStride;
      int from = colour + column * colourStride;
      int to = 3 * column * stride;
      for (int i = 0; i < count; i += STEP) {
        IntVector lights = IntVector.fromArray(SPECIES, luminance, lightFrom + i);
        IntVector blues = IntVector.fromArray(SPECIES, blueness, from + i);
        IntVector reds = IntVector.fromArray(SPECIES, redness, from + i);
        IntVector y = lights.lanewise(VectorOperators.LSHL, 16).and(THIRD);
        IntVector cb = blues.and(FIRST);
        IntVector cr = reds.and(FIRST);
        IntVector bytes =
            cr.mul(CR_IN_RED)
                .add(RED_ROUNDING)
                .add(y)
                .max(0)
                .min(MOST_PARTS)
                .lanewise(VectorOperators.LSHR, 16);
        bytes =
            bytes.or(
                cb.mul(CB_IN_GREEN)
                    .add(cr.mul(CR_IN_GREEN))
                    .add(GREEN_ROUNDING)
                    .add(y)
                    .max(0)
                    .min(MOST_PARTS)
                    .lanewise(VectorOperators.LSHR, 8)
                    .and(SECOND));
        bytes =
            bytes.or(
                cb.mul(CB_IN_BLUE).add(BLUE_ROUNDING).add(y).max(0).min(MOST_PARTS).and(THIRD));
        y = lights.lanewise(VectorOperators.LSHL, 8).and(THIRD);
        cb = blues.lanewise(VectorOperators.LSHR, 8).and(FIRST);
        cr = reds.lanewise(VectorOperators.LSHR, 8).and(FIRST);
        bytes =
            bytes.or(
                cr.mul(CR_IN_RED)
                    .add(RED_ROUNDING)
                    .add(y)
                    .max(0)
                    .min(MOST_PARTS)
                    .lanewise(VectorOperators.LSHL, 8)
                    .and(FOURTH));
        bytes.intoArray(pixels, to + i);
        bytes =
            cb.mul(CB_IN_GREEN)
                .add(cr.mul(CR_IN_GREEN))
                .add(GREEN_ROUNDING)
                .add(y)
                .max(0)
                .min(MOST_PARTS)
                .lanewise(VectorOperators.LSHR, 16);
        bytes =
            bytes.or(
                cb.mul(CB_IN_BLUE)
                    .add(BLUE_ROUNDING)
                    .add(y)
                    .max(0)
                    .min(MOST_PARTS)
                    .lanewise(VectorOperators.LSHR, 8)
                    .and(SECOND));
        y = lights.and(THIRD);
        cb = blues.lanewise(VectorOperators.LSHR, 16).and(FIRST);
        cr = reds.lanewise(VectorOperators.LSHR, 16).and(FIRST);
        bytes =
            bytes.or(cr.mul(CR_IN_RED).add(RED_ROUNDING).add(y).max(0).min(MOST_PARTS).and(THIRD));
        bytes =
            bytes.or(
                cb.mul(CB_IN_GREEN)
                    .add(cr.mul(CR_IN_GREEN))
                    .add(GREEN_ROUNDING)
                    .add(y)
                    .max(0)
                    .min(MOST_PARTS)
                    .lanewise(VectorOperators.LSHL, 8)
                    .and(FOURTH));
        bytes.intoArray(pixels, to + stride + i);
        bytes =
            cb.mul(CB_IN_BLUE)
                .add(BLUE_ROUNDING)
                .add(y)
                .max(0)
                .min(MOST_PARTS)
                .lanewise(VectorOperators.LSHR, 16);
        y = lights.lanewise(VectorOperators.LSHR, 8).and(THIRD);
        cb = blues.lanewise(VectorOperators.LSHR, 24);
        cr = reds.lanewise(VectorOperators.LSHR, 24);
        bytes =
            bytes.or(
                cr.mul(CR_IN_RED)
                    .add(RED_ROUNDING)
                    .add(y)
                    .max(0)
                    .min(MOST_PARTS)
                    .lanewise(VectorOperators.LSHR, 8)
                    .and(SECOND));
        bytes =
            bytes.or(
                cb.mul(CB_IN_GREEN)
                    .add(cr.mul(CR_IN_GREEN))
                    .add(GREEN_ROUNDING)
                    .add(y)
                    .max(0)
                    .min(MOST_PARTS)
                    .and(THIRD));
        bytes =
            bytes.or(
                cb.mul(CB_IN_BLUE)
                    .add(BLUE_ROUNDING)
                    .add(y)
                    .max(0)
                    .min(MOST_PARTS)
                    .lanewise(VectorOperators.LSHL, 8)
                    .and(FOURTH));
        bytes.intoArray(pixels, to + 2 * stride + i);
      }
    }
  }
}
