package io.meshstream.vision.jpeg;

import io.meshstream.vision.jpeg.vector.VectorKernels;
import java.util.concurrent.locks.LockSupport;

/** Computes with vectors until that is quick. */
final class VectorWarmUp {
  private static final int LANES = VectorKernels.LANES;
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

  // Others have work to do meanwhile: a slow round takes half a millisecond.
  private static final long EAGER_PAUSE_NANOS = 250_000;
  private static final long PAUSE_NANOS = 20_000_000;

  private final int[] blocks = new int[(Block.SIZE + 1) * LANES];
  private final int[] work = new int[Block.SIZE * LANES];
  private final int[] samples = new int[2 * Block.SIDE * PHASE * Block.SIDE];
  private final int[] sums = new int[2 * Block.SIDE * PHASE];
  private final int[] spread = new int[2 * Block.SIDE * PHASE];
  private final int[] pixels = new int[2 * Block.SIDE * PHASE];

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
      quick = now - before < QUICK_NANOS ? quick + 1 : 0;
      if (quick == 0) {
        slow++;
        LockSupport.parkNanos(slow < EAGER_ROUNDS ? EAGER_PAUSE_NANOS : PAUSE_NANOS);
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

  /** Does what takes part in decoding, about as often as there. */
  private void compute() {
    for (int block = 0; block < 2; block++) {
      VectorKernels.magnitudes(blocks, 0, Block.SIDE * LANES);
      VectorKernels.inverseDct(blocks, 0, work, samples, 0, Block.SIDE * PHASE, PHASE);
    }
    VectorKernels.mix(samples, 0, 0, sums, 0, PHASE, COUNT + 2);
    VectorKernels.spread(sums, 1, PHASE, 8, 7, spread, COUNT, COUNT);
    VectorKernels.pack(
        samples, 0, PHASE, spread, spread, 0, COUNT, pixels, 2 * Block.SIDE, COUNT, COUNT);
  }
}
