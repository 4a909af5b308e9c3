package io.meshstream.job.tracking;

import io.meshstream.job.names.JobMetric;
import io.meshstream.job.vision.ShadowDifference;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** The metrics of a subtask about models other than the job's own. For one thread. */
final class ModelMetrics {

  /** Faces, or hands, that a histogram holds. */
  private static final int WINDOW = 1000;

  private static final int MILLIPIXELS = 1000;

  private final Counter refused;
  private final Counter frames;
  private final Counter failed;
  private final Counter unmatchedFaces;
  private final Counter unmatchedHands;
  private final Histogram difference;
  private final Histogram handDifference;

  /** Registers them. */
  ModelMetrics(MetricGroup operator) {
    refused = JobMetric.MODELS_REFUSED.counter(operator);
    frames = JobMetric.SHADOW_FRAMES.counter(operator);
    failed = JobMetric.SHADOW_FAILED.counter(operator);
    unmatchedFaces = JobMetric.SHADOW_UNMATCHED_FACES.counter(operator);
    unmatchedHands = JobMetric.SHADOW_UNMATCHED_HANDS.counter(operator);
    difference = histogram(JobMetric.SHADOW_DIFFERENCE, operator);
    handDifference = histogram(JobMetric.SHADOW_HAND_DIFFERENCE, operator);
  }

  private static Histogram histogram(JobMetric metric, MetricGroup operator) {
    return metric.histogram(operator, new DescriptiveStatisticsHistogram(WINDOW));
  }

  /** Counts models that cannot be had. */
  void refused() {
    refused.inc();
  }

  /**
   * Counts a frame that models on trial were to see.
   *
   * @param seen how far they are from those in use; empty if they failed
   */
  void compared(Optional<ShadowDifference> seen) {
    if (seen.isEmpty()) {
      failed.inc();
      return;
    }
    frames.inc();
    note(seen.get().faces(), unmatchedFaces, difference);
    note(seen.get().hands(), unmatchedHands, handDifference);
  }

  private static void note(
      ShadowDifference.Comparison seen, Counter unmatched, Histogram difference) {
    unmatched.inc(seen.unmatched());
    seen.pixels().forEach(pixels -> difference.update(Math.round(pixels * MILLIPIXELS)));
  }
}
