package io.meshstream.job.tracking;

import io.meshstream.job.names.JobMetric;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.RejectReason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The {@linkplain JobMetric metrics} of one subtask of the tracking.
 *
 * <p>For one thread, but for the gauges, which Flink asks on threads of its own.
 */
final class TrackingMetrics {

  /** Frames that a histogram holds. */
  private static final int WINDOW = 1000;

  private final Map<FrameStatus, Counter> frames = new EnumMap<>(FrameStatus.class);
  private final Map<String, Counter> reasons = new HashMap<>();
  private final Counter detectorRuns;
  private final Histogram queueMicros;
  private final Histogram computeMicros;

  TrackingMetrics(
      MetricGroup operator,
      Supplier<Integer> queued,
      Supplier<Integer> inFlight,
      VisionEngine engine) {
    frames.put(FrameStatus.FACES, JobMetric.FRAMES_FACES.counter(operator));
    frames.put(FrameStatus.NO_FACE, JobMetric.FRAMES_NO_FACE.counter(operator));
    frames.put(FrameStatus.SHED, JobMetric.FRAMES_SHED.counter(operator));
    frames.put(FrameStatus.REJECTED, JobMetric.FRAMES_REJECTED.counter(operator));
    for (ShedReason reason : ShedReason.values()) {
      reasons.put(reason.name(), JobMetric.SHED.counter(operator, reason));
    }
    for (RejectReason reason : RejectReason.values()) {
      reasons.put(reason.name(), JobMetric.REJECTED.counter(operator, reason));
    }
    JobMetric.FRAMES_QUEUED.gauge(operator, queued);
    JobMetric.FRAMES_IN_FLIGHT.gauge(operator, inFlight);
    JobMetric.DECODE_WHOLE_JPEGS.gauge(operator, () -> engine.counts().wholeJpegs());
    JobMetric.INFERENCE_DETECTOR_RUNS.gauge(
        operator, () -> engine.counts().models().detector().runs());
    JobMetric.INFERENCE_DETECTOR_ITEMS.gauge(
        operator, () -> engine.counts().models().detector().items());
    JobMetric.INFERENCE_LANDMARKS_RUNS.gauge(
        operator, () -> engine.counts().models().landmarks().runs());
    JobMetric.INFERENCE_LANDMARKS_ITEMS.gauge(
        operator, () -> engine.counts().models().landmarks().items());
    detectorRuns = JobMetric.DETECTOR_RUNS.counter(operator);
    queueMicros =
        JobMetric.LATENCY_QUEUE.histogram(operator, new DescriptiveStatisticsHistogram(WINDOW));
    computeMicros =
        JobMetric.LATENCY_COMPUTE.histogram(operator, new DescriptiveStatisticsHistogram(WINDOW));
  }

  /** Notes how long a frame waited for its turn. */
  void waited(long nanos) {
    queueMicros.update(TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  /** Notes how long the engine took for a frame. */
  void computed(long nanos) {
    computeMicros.update(TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  /** Counts one frame. */
  void count(FrameOutcome outcome) {
    frames.get(outcome.landmarks().getStatus()).inc();
    outcome.reason().ifPresent(reason -> reasons.get(reason).inc());
    if (outcome.detectorRan()) {
      detectorRuns.inc();
    }
  }
}
