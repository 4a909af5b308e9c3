package io.meshstream.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures the rate at which records leave a job, between the first and the last quarter. */
final class Pace {

  private static final AtomicInteger COUNTED = new AtomicInteger();
  private static volatile int expected;
  private static volatile long firstQuarterNanos;
  private static volatile long lastQuarterNanos;

  private Pace() {}

  static void start(int records) {
    expected = records;
    COUNTED.set(0);
  }

  /** Counts a record; always true. */
  static boolean count() {
    int count = COUNTED.incrementAndGet();
    if (count == expected / 4) {
      firstQuarterNanos = System.nanoTime();
    } else if (count == 3 * (expected / 4)) {
      lastQuarterNanos = System.nanoTime();
    }
    return true;
  }

  /** Tells whether as many have left as were expected. */
  static boolean isOver() {
    return COUNTED.get() >= expected;
  }

  static double framesPerSecond() {
    int quarter = expected / 4;
    return 2.0 * quarter * TimeUnit.SECONDS.toNanos(1) / (lastQuarterNanos - firstQuarterNanos);
  }
}
