package io.meshstream.vision.vector;

import io.meshstream.vision.vector.kernels.BlockKernels;
import io.meshstream.vision.vector.kernels.SamplingKernels;
import java.util.concurrent.locks.LockSupport;

/** Computes with vectors until that is quick. */
final class VectorWarmUp {
  private static final int SIDE = 8;
  private static final int BLOCK = SIDE * SIDE;
  private static final int LANES = BlockKernels.LANES;
  private static final int WORDS = 2 * SIDE / BlockKernels.COLUMNS;
  private static final int COUNT = 4 * LANES;
  private static final int PHASE = COUNT + 2 * LANES;

  /** What quick rounds take is a fiftieth of it, and slow ones fifty times. */
  private static final long QUICK_NANOS = 50_000;

  /** As many have to be quick, one after another. */
  private static final int QUICK_ROUNDS = 200;

  /** Small methods are quick enough before the compiler comes to them: it does while these run. */
  private static final int SETTLING_ROUNDS = 20_000;

  /** While many start at once the compiler may be long in coming. */
  private static final long LONGEST_NANOS = 120_000_000_000L;

  /** What makes the compiler come; the rest is to see whether it has. */
  private static final int EAGER_ROUNDS = 3_000;

  /** Others start meanwhile, too: it takes a tenth of a processor, for some seconds. */
  private static final int PAUSES_TO_WORK = 9;

  private static final long PAUSE_NANOS = 20_000_000;

  private final int[] blocks = new int[(BLOCK + 1) * LANES];
  private final int[] work = new int[BLOCK * LANES];
  private final int[] samples = new int[SIDE * WORDS * PHASE];
  private final int[] spread = new int[WORDS * COUNT];
  private final int[] pixels = new int[3 * WORDS * COUNT];

  private final int[] taps = new int[COUNT + SamplingKernels.MARGIN];
  private final int[] weightsRight = taps.clone();
  private final int[] weightsBelow = taps.clone();
  private final float[] values = new float[3 * taps.length];

  private VectorWarmUp() {}

  /** Returns whether vectors have become quick. */
  static boolean isQuickInTheEnd() {
    VectorWarmUp warmUp = new VectorWarmUp();
    long start = System.nanoTime();
    long before = start;
    int quick = 0;
    int slow = 0;
    while (quick < QUICK_ROUNDS && before - start < LONGEST_NANOS) {
      warmUp.compute();
      long now = System.nanoTime();
      long taken = now - before;
      quick = taken < QUICK_NANOS ? quick + 1 : 0;
      if (quick == 0) {
        slow++;
        LockSupport.parkNanos(
            slow < EAGER_ROUNDS ? Math.min(PAUSES_TO_WORK * taken, PAUSE_NANOS) : PAUSE_NANOS);
        now = System.nanoTime();
      }
      before = now;
    }
    if (quick < QUICK_ROUNDS) {
      return false;
    }
    for (int round = 0; round < SETTLING_ROUNDS; round++) {
      warmUp.compute();
    }
    return true;
  }

  /** Does what takes part in decoding and cropping, about as often as there. */
  private void compute() {
    for (int block = 0; block < 2; block++) {
      BlockKernels.magnitudes(blocks, 0, SIDE * LANES);
      BlockKernels.inverseDct(blocks, 0, work, samples, 0, WORDS * PHASE, PHASE);
    }
    BlockKernels.spread(samples, 1, 1, PHASE, 8, 7, spread, COUNT, COUNT);
    BlockKernels.pack(samples, 0, PHASE, spread, spread, 0, COUNT, pixels, WORDS, COUNT, COUNT);
    SamplingKernels.blend(
        taps,
        taps,
        taps,
        taps,
        0,
        1,
        0,
        1,
        weightsRight,
        weightsBelow,
        0,
        8,
        16,
        1,
        0,
        values,
        0,
        taps.length,
        COUNT);
  }
}
