package io.meshstream.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What the process takes of all cores, from a start on. */
final class CpuTime {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final LongSupplier clock;
  private final long start;

  private CpuTime(LongSupplier clock) {
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  static CpuTime start() {
    return new CpuTime(SYSTEM::getProcessCpuTime);
  }

  /** Leaves out what the thread takes that starts and reads it. */
  static CpuTime startWithoutThisThread() {
    return new CpuTime(() -> SYSTEM.getProcessCpuTime() - THREADS.getCurrentThreadCpuTime());
  }

  double millis() {
    return (clock.getAsLong() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
