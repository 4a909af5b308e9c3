package io.meshstream.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Counts the frames that a worker of the peer benchmarks has been told to show, and what the
 * compilers of this process take meanwhile, also of a method that they are not done with. For one
 * thread.
 */
final class ShownFrames {
  private final long compilationBefore = compilationNanos();
  private int complete;
  private int tracked;

  ShownFrames() throws IOException {}

  private static long compilationNanos() throws IOException {
    ThreadTimes times = ThreadTimes.of(ProcessHandle.current().pid());
    return times.nanos().getOrDefault(ThreadTimes.Kind.COMPILER, 0L);
  }

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
  String answer() throws IOException {
    long compilation = Math.max(0, compilationNanos() - compilationBefore);
    return "{\"complete\": %d, \"tracked\": %d, \"compiling\": %d}"
        .formatted(complete, tracked, TimeUnit.NANOSECONDS.toMillis(compilation));
  }
}
