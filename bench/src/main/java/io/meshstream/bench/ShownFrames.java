package io.meshstream.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Counts the frames that a worker of the peer benchmarks has been told to show, and what the
 * virtual machine compiled meanwhile. For one thread.
 */
final class ShownFrames {
  private final CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
  private final long before = compilation.getTotalCompilationTime();
  private int complete;
  private int tracked;

  /**
   * Counts a frame.
   *
   * @param isComplete whether all was found that there is
   * @param isTracked whether nothing was sought
   */
  void add(boolean isComplete, boolean isTracked) {
    complete += isComplete ? 1 : 0;
    tracked += isTracked ? 1 : 0;
  }

  /** Returns the worker's answer: how many were complete and tracked, and milliseconds. */
  String answer() {
    return "{\"complete\": %d, \"tracked\": %d, \"compiling\": %d}"
        .formatted(complete, tracked, compilation.getTotalCompilationTime() - before);
  }
}
