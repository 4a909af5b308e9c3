package io.meshstream.vision.jpeg;

/**
 * Turns the coefficients of a block into samples, at full size or into fewer of them.
 *
 * <p>All sizes compute in integers exactly as libjpeg's accurate method does ({@code jidctint.c}
 * and {@code jidctred.c}), with 13 bits behind the point in constants and 2 between the passes over
 * columns and rows.
 *
 * <p>Samples go to {@code out[at + row * stride + columns[column]]}. They are left as the sums that
 * they are, before the last shift: {@link Lanes#toSamples} shifts, centres and clamps many at once.
 */
final class InverseDct {
  private static final int CONST_BITS = 13;
  private static final int PASS_BITS = 2;

  private static final int C0_211 = fixed(0.211164243);
  private static final int C0_298 = fixed(0.298631336);
  private static final int C0_390 = fixed(0.390180644);
  private static final int C0_509 = fixed(0.509795579);
  private static final int C0_541 = fixed(0.541196100);
  private static final int C0_601 = fixed(0.601344887);
  private static final int C0_720 = fixed(0.720959822);
  private static final int C0_765 = fixed(0.765366865);
  private static final int C0_850 = fixed(0.850430095);
  private static final int C0_899 = fixed(0.899976223);
  private static final int C1_061 = fixed(1.061594337);
  private static final int C1_175 = fixed(1.175875602);
  private static final int C1_272 = fixed(1.272758580);
  private static final int C1_451 = fixed(1.451774981);
  private static final int C1_501 = fixed(1.501321110);
  private static final int C1_847 = fixed(1.847759065);
  private static final int C1_961 = fixed(1.961570560);
  private static final int C2_053 = fixed(2.053119869);
  private static final int C2_172 = fixed(2.172734803);
  private static final int C2_562 = fixed(2.562915447);
  private static final int C3_072 = fixed(3.072711026);
  private static final int C3_624 = fixed(3.624509785);

  /** What a slope adds to the first four samples, and takes from the last four in reverse. */
  private static final int[] SLOPES = {
    C1_501 - C0_899 - C0_390 + C1_175, C1_175, C1_175 - C0_390, C1_175 - C0_899
  };

  /** How many coefficients in coded order lie in the upper left 4x4 of a block. */
  private static final int CORNER = 10;

  /** How many coefficients in coded order are the mean and the slopes across and down. */
  private static final int SLOPE = 3;

  private final int[] workspace = new int[Block.SIZE];
  private final int[] line = new int[4];

  private static int fixed(double constant) {
    return (int) (constant * (1 << CONST_BITS) + 0.5);
  }

  /**
   * Transforms a block.
   *
   * @param used index in coded order behind the last coefficient that is not 0
   * @param size side of the result: 8, 4, 2 or 1
   * @param rows a bit for each row of a result with 8 that is wanted; others may be left out
   */
  void transform(
      int[] block, int used, int size, int rows, int[] out, int at, int stride, int[] columns) {
    if (used <= 1 || size == 1) {
      flat(block[0], size, out, at, stride, columns);
    } else if (size == 8 && used <= SLOPE) {
      slope(block, out, at, stride, columns);
    } else if (size == 8) {
      if (used <= CORNER) {
        cornerColumns(block);
      } else {
        columns(block);
      }
      rows(rows, out, at, stride, columns, used <= CORNER);
    } else if (size == 4) {
      half(block, out, at, stride, columns);
    } else {
      quarter(block, out, at, stride, columns);
    }
  }

  /** Tells how far the sums of blocks of this size are to be shifted. */
  static int shift(int size) {
    return switch (size) {
      case 4 -> CONST_BITS + PASS_BITS + 3 + 1;
      case 2 -> CONST_BITS + PASS_BITS + 3 + 2;
      default -> CONST_BITS + PASS_BITS + 3;
    };
  }

  private static void flat(int mean, int size, int[] out, int at, int stride, int[] columns) {
    int shift = shift(size);
    int sum = (mean << (shift - 3)) + (1 << (shift - 1));
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        out[at + row * stride + columns[column]] = sum;
      }
    }
  }

  /** A block with nothing but a mean and slopes: every row is the same but for its mean. */
  private static void slope(int[] block, int[] out, int at, int stride, int[] columns) {
    int passShift = CONST_BITS - PASS_BITS;
    int mean = (block[0] << CONST_BITS) + (1 << (passShift - 1));
    int round = 1 << (shift(8) - 1);
    int down = block[8];
    int across = block[1] << PASS_BITS;
    for (int row = 0; row < 4; row++) {
      int upper = (((mean + down * SLOPES[row]) >> passShift) << CONST_BITS) + round;
      int lower = (((mean - down * SLOPES[row]) >> passShift) << CONST_BITS) + round;
      for (int column = 0; column < 4; column++) {
        int change = across * SLOPES[column];
        int left = columns[column];
        int right = columns[7 - column];
        out[at + row * stride + left] = upper + change;
        out[at + row * stride + right] = upper - change;
        out[at + (7 - row) * stride + left] = lower + change;
        out[at + (7 - row) * stride + right] = lower - change;
      }
    }
  }

  private void columns(int[] block) {
    int[] work = workspace;
    int shift = CONST_BITS - PASS_BITS;
    int round = 1 << (shift - 1);
    for (int i = 0; i < Block.SIDE; i++) {
      int s1 = block[8 + i];
      int s2 = block[16 + i];
      int s3 = block[24 + i];
      int s4 = block[32 + i];
      int s5 = block[40 + i];
      int s6 = block[48 + i];
      int s7 = block[56 + i];
      if ((s1 | s2 | s3 | s4 | s5 | s6 | s7) == 0) {
        flatColumn(i, block[i] << PASS_BITS);
        continue;
      }
      int sum = (s2 + s6) * C0_541;
      int a2 = sum - s6 * C1_847;
      int a3 = sum + s2 * C0_765;
      int a0 = ((block[i] + s4) << CONST_BITS) + round;
      int a1 = ((block[i] - s4) << CONST_BITS) + round;
      int e0 = a0 + a3;
      int e3 = a0 - a3;
      int e1 = a1 + a2;
      int e2 = a1 - a2;

      int z5 = (s7 + s3 + s5 + s1) * C1_175;
      int z1 = (s7 + s1) * -C0_899;
      int z2 = (s5 + s3) * -C2_562;
      int z3 = (s7 + s3) * -C1_961 + z5;
      int z4 = (s5 + s1) * -C0_390 + z5;
      int o0 = s7 * C0_298 + z1 + z3;
      int o1 = s5 * C2_053 + z2 + z4;
      int o2 = s3 * C3_072 + z2 + z3;
      int o3 = s1 * C1_501 + z1 + z4;

      work[i] = (e0 + o3) >> shift;
      work[56 + i] = (e0 - o3) >> shift;
      work[8 + i] = (e1 + o2) >> shift;
      work[48 + i] = (e1 - o2) >> shift;
      work[16 + i] = (e2 + o1) >> shift;
      work[40 + i] = (e2 - o1) >> shift;
      work[24 + i] = (e3 + o0) >> shift;
      work[32 + i] = (e3 - o0) >> shift;
    }
  }

  /** As {@link #columns(int[])} for blocks that are 0 outside of their upper left 4x4. */
  private void cornerColumns(int[] block) {
    int[] work = workspace;
    int shift = CONST_BITS - PASS_BITS;
    int round = 1 << (shift - 1);
    for (int i = 0; i < 4; i++) {
      int s1 = block[8 + i];
      int s2 = block[16 + i];
      int s3 = block[24 + i];
      if ((s1 | s2 | s3) == 0) {
        flatColumn(i, block[i] << PASS_BITS);
        continue;
      }
      int a2 = s2 * C0_541;
      int a3 = s2 * (C0_541 + C0_765);
      int a0 = (block[i] << CONST_BITS) + round;
      int e0 = a0 + a3;
      int e3 = a0 - a3;
      int e1 = a0 + a2;
      int e2 = a0 - a2;

      int z5 = (s3 + s1) * C1_175;
      int z1 = s1 * -C0_899;
      int z2 = s3 * -C2_562;
      int z3 = s3 * -C1_961 + z5;
      int z4 = s1 * -C0_390 + z5;
      int o0 = z1 + z3;
      int o1 = z2 + z4;
      int o2 = s3 * C3_072 + z2 + z3;
      int o3 = s1 * C1_501 + z1 + z4;

      work[i] = (e0 + o3) >> shift;
      work[56 + i] = (e0 - o3) >> shift;
      work[8 + i] = (e1 + o2) >> shift;
      work[48 + i] = (e1 - o2) >> shift;
      work[16 + i] = (e2 + o1) >> shift;
      work[40 + i] = (e2 - o1) >> shift;
      work[24 + i] = (e3 + o0) >> shift;
      work[32 + i] = (e3 - o0) >> shift;
    }
  }

  private void flatColumn(int column, int value) {
    for (int i = column; i < Block.SIZE; i += Block.SIDE) {
      workspace[i] = value;
    }
  }

  private void rows(int wanted, int[] out, int at, int stride, int[] columns, boolean corner) {
    int[] work = workspace;
    int round = 1 << (shift(8) - 1);
    int c0 = columns[0];
    int c1 = columns[1];
    int c2 = columns[2];
    int c3 = columns[3];
    int c4 = columns[4];
    int c5 = columns[5];
    int c6 = columns[6];
    int c7 = columns[7];
    for (int i = 0; i < Block.SIZE; i += Block.SIDE, at += stride, wanted >>= 1) {
      if ((wanted & 1) == 0) {
        continue;
      }
      int s0 = work[i];
      int s1 = work[i + 1];
      int s2 = work[i + 2];
      int s3 = work[i + 3];
      int e0;
      int e1;
      int e2;
      int e3;
      int o0;
      int o1;
      int o2;
      int o3;
      if (corner) {
        int a2 = s2 * C0_541;
        int a3 = s2 * (C0_541 + C0_765);
        int a0 = (s0 << CONST_BITS) + round;
        e0 = a0 + a3;
        e3 = a0 - a3;
        e1 = a0 + a2;
        e2 = a0 - a2;
        int z5 = (s3 + s1) * C1_175;
        int z1 = s1 * -C0_899;
        int z2 = s3 * -C2_562;
        int z3 = s3 * -C1_961 + z5;
        int z4 = s1 * -C0_390 + z5;
        o0 = z1 + z3;
        o1 = z2 + z4;
        o2 = s3 * C3_072 + z2 + z3;
        o3 = s1 * C1_501 + z1 + z4;
      } else {
        int s4 = work[i + 4];
        int s5 = work[i + 5];
        int s6 = work[i + 6];
        int s7 = work[i + 7];
        int sum = (s2 + s6) * C0_541;
        int a2 = sum - s6 * C1_847;
        int a3 = sum + s2 * C0_765;
        int a0 = ((s0 + s4) << CONST_BITS) + round;
        int a1 = ((s0 - s4) << CONST_BITS) + round;
        e0 = a0 + a3;
        e3 = a0 - a3;
        e1 = a1 + a2;
        e2 = a1 - a2;
        int z5 = (s7 + s3 + s5 + s1) * C1_175;
        int z1 = (s7 + s1) * -C0_899;
        int z2 = (s5 + s3) * -C2_562;
        int z3 = (s7 + s3) * -C1_961 + z5;
        int z4 = (s5 + s1) * -C0_390 + z5;
        o0 = s7 * C0_298 + z1 + z3;
        o1 = s5 * C2_053 + z2 + z4;
        o2 = s3 * C3_072 + z2 + z3;
        o3 = s1 * C1_501 + z1 + z4;
      }
      out[at + c0] = e0 + o3;
      out[at + c7] = e0 - o3;
      out[at + c1] = e1 + o2;
      out[at + c6] = e1 - o2;
      out[at + c2] = e2 + o1;
      out[at + c5] = e2 - o1;
      out[at + c3] = e3 + o0;
      out[at + c4] = e3 - o0;
    }
  }

  /** Four samples from eight coefficients; the fifth does not matter. */
  private void half(int[] block, int[] out, int at, int stride, int[] columns) {
    int shift = CONST_BITS - PASS_BITS + 1;
    for (int i = 0; i < Block.SIDE; i++) {
      if (i != 4) {
        halve(block, i, Block.SIDE, 1 << (shift - 1));
        for (int row = 0; row < 4; row++) {
          workspace[row * Block.SIDE + i] = line[row] >> shift;
        }
      }
    }
    for (int row = 0; row < 4; row++) {
      halve(workspace, row * Block.SIDE, 1, 1 << (shift(4) - 1));
      for (int column = 0; column < 4; column++) {
        out[at + row * stride + columns[column]] = line[column];
      }
    }
  }

  private void halve(int[] in, int from, int step, int round) {
    int s1 = in[from + step];
    int s3 = in[from + 3 * step];
    int s5 = in[from + 5 * step];
    int s7 = in[from + 7 * step];
    int a0 = (in[from] << (CONST_BITS + 1)) + round;
    int a2 = in[from + 2 * step] * C1_847 - in[from + 6 * step] * C0_765;
    int o0 = s1 * C1_061 - s3 * C2_172 + s5 * C1_451 - s7 * C0_211;
    int o2 = s1 * C2_562 + s3 * C0_899 - s5 * C0_601 - s7 * C0_509;
    line[0] = a0 + a2 + o2;
    line[1] = a0 - a2 + o0;
    line[2] = a0 - a2 - o0;
    line[3] = a0 + a2 - o2;
  }

  /** Two samples from eight coefficients; of the even ones only the first matters. */
  private void quarter(int[] block, int[] out, int at, int stride, int[] columns) {
    int shift = CONST_BITS - PASS_BITS + 2;
    for (int i = 0; i < Block.SIDE; i++) {
      if (i == 0 || i % 2 == 1) {
        quarter(block, i, Block.SIDE, 1 << (shift - 1));
        workspace[i] = line[0] >> shift;
        workspace[Block.SIDE + i] = line[1] >> shift;
      }
    }
    for (int row = 0; row < 2; row++) {
      quarter(workspace, row * Block.SIDE, 1, 1 << (shift(2) - 1));
      out[at + row * stride + columns[0]] = line[0];
      out[at + row * stride + columns[1]] = line[1];
    }
  }

  private void quarter(int[] in, int from, int step, int round) {
    int even = (in[from] << (CONST_BITS + 2)) + round;
    int odd =
        in[from + step] * C3_624
            - in[from + 3 * step] * C1_272
            + in[from + 5 * step] * C0_850
            - in[from + 7 * step] * C0_720;
    line[0] = even + odd;
    line[1] = even - odd;
  }
}
