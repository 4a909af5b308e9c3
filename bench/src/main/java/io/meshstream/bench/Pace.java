package io.meshstream.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the rate at which records leave a job, between the first and the last quarter, and what
 * the process takes for them.
 */
final class Pace {

  private static final AtomicInteger COUNTED = new AtomicInteger();
  private static volatile int expected;
  private static volatile long firstQuarterNanos;
  private static volatile long lastQuarterNanos;
  private static volatile CpuTime cpu;
  private static volatile double cpuMillis;

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
      cpu = CpuTime.start();
    } else if (count == 3 * (expected / 4)) {
      lastQuarterNanos = System.nanoTime();
      cpuMillis = cpu.millis();
    }
    return true;
  }

  /** Tells whether as many have left as were expected. */
  static boolean isOver() {
    return COUNTED.get() >= expected;
  }

  static double cpuMicrosPerFrame() {
    int quarter = expected / 4;
    return cpuMillis * TimeUnit.MILLISECONDS.toMicros(1) / (2.0 * quarter);
  }

  static Throughput throughput() {
    return new Throughput(
        framesPerSecond(), cpuMicrosPerFrame() / TimeUnit.MILLISECONDS.toMicros(1));
  }

  private static double framesPerSecond() {
    int quarter = expected / 4;
    return 2.0 * quarter * TimeUnit.SECONDS.toNanos(1) / (lastQuarterNanos - firstQuarterNanos);
  }
}
