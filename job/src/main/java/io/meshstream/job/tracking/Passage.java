package io.meshstream.job.tracking;

import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisTimes;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * When an analysed frame passed through a subtask, on the scale of {@link System#nanoTime}.
 *
 * @param arrivedNanos when it came
 * @param startedNanos when its analysis was asked for
 * @param concludedNanos when its outcome was known
 * @param analysis what the analysis itself took; empty if it did not come to its end
 */
record Passage(
    long arrivedNanos, long startedNanos, long concludedNanos, Optional<AnalysisTimes> analysis) {

  /** Returns that of a frame whose outcome is known now. */
  static Passage of(long arrivedNanos, long startedNanos, Analysis analysis) {
    return new Passage(
        arrivedNanos,
        startedNanos,
        System.nanoTime(),
        analysis instanceof Analysis.Completed completed
            ? Optional.of(completed.times())
            : Optional.empty());
  }

  /**
   * Returns how long the frame took, which has just been written.
   *
   * @param clock tells how long ago it was captured
   */
  FrameTimes end(FrameOutcome outcome, Clock clock) {
    return new FrameTimes(
        startedNanos - arrivedNanos,
        concludedNanos - startedNanos,
        analysis,
        System.nanoTime() - arrivedNanos,
        age(outcome.landmarks().getCapturedAtMicros(), clock));
  }

  private static OptionalLong age(long capturedAtMicros, Clock clock) {
    return capturedAtMicros < 0
        ? OptionalLong.empty()
        : OptionalLong.of(TimeUnit.MILLISECONDS.toMicros(clock.millis()) - capturedAtMicros);
  }
}
