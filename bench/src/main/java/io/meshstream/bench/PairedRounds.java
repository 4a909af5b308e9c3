package io.meshstream.bench;

import io.meshstream.vision.image.PictureException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Measures two ways of doing something with a frame, in turns, by the processor time of one thread:
 * what slows the machine down for a while slows both.
 */
final class PairedRounds {
  static final int ROUNDS = 11;

  private static final int WARM_UP_ROUNDS = 3;
  private static final int FRAMES = 60;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private PairedRounds() {}

  /** Does it with one frame. */
  interface Way {
    void run() throws PictureException;
  }

  /** Returns the medians of both in milliseconds a frame, and of the ratios least, median, most. */
  static String measured(Way first, Way second) throws PictureException {
    double[] firstMillis = new double[ROUNDS];
    double[] secondMillis = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
      double one = millis(first);
      double other = millis(second);
      if (round >= 0) {
        firstMillis[round] = one;
        secondMillis[round] = other;
        ratios[round] = other / one;
      }
    }
    return "%8.2f %8.2f   %s"
        .formatted(
            Spread.of(firstMillis).median(), Spread.of(secondMillis).median(), Spread.of(ratios));
  }

  private static double millis(Way way) throws PictureException {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < FRAMES; i++) {
      way.run();
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1) / FRAMES;
  }
}
