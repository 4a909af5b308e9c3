package io.meshstream.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** What the process takes of all cores, from a start on. */
final class CpuTime {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final long start = SYSTEM.getProcessCpuTime();

  private CpuTime() {}

  static CpuTime start() {
    return new CpuTime();
  }

  double millis() {
    return (SYSTEM.getProcessCpuTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
