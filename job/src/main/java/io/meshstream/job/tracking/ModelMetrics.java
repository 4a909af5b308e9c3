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

  /** Faces that the histogram holds. */
  private static final int WINDOW = 1000;

  private static final int MILLIPIXELS = 1000;

  private final Counter refused;
  private final Counter frames;
  private final Counter failed;
  private final Counter unmatchedFaces;
  private final Histogram difference;

  /** Registers them. */
  ModelMetrics(MetricGroup operator) {
    refused = JobMetric.MODELS_REFUSED.counter(operator);
    frames = JobMetric.SHADOW_FRAMES.counter(operator);
    failed = JobMetric.SHADOW_FAILED.counter(operator);
    unmatchedFaces = JobMetric.SHADOW_UNMATCHED_FACES.counter(operator);
    difference =
        JobMetric.SHADOW_DIFFERENCE.histogram(operator, new DescriptiveStatisticsHistogram(WINDOW));
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
    unmatchedFaces.inc(seen.get().unmatchedFaces());
    for (double pixels : seen.get().facePixels()) {
      difference.update(Math.round(pixels * MILLIPIXELS));
    }
  }
}
