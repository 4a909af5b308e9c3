package io.meshstream.job.tracking;

import io.meshstream.job.names.JobMetric;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.frames.RejectReason;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * The {@linkplain JobMetric metrics} of one subtask of the tracking, and of its cameras.
 *
 * <p>For one thread, but for the gauges, which Flink asks on threads of its own.
 */
final class TrackingMetrics {

  /** Frames that a histogram of the subtask holds. */
  private static final int WINDOW = 1000;

  /** Checkpoints that a histogram holds. */
  private static final int CHECKPOINTS = 100;

  /** Far more than one subtask ever sees, so that nothing grows without a bound. */
  private static final int MODELS = 64;

  private final FrameMetrics frames;
  private final Map<String, Counter> reasons = new HashMap<>();
  private final Counter controlRefused;
  private final LabelledCounters models;
  private final Histogram drain;
  private final CameraMetrics cameras;

  /**
   * Registers them.
   *
   * @param cameras those of the cameras
   * @param known how many cameras are remembered
   */
  TrackingMetrics(
      MetricGroup operator,
      CameraMetrics cameras,
      Supplier<Integer> known,
      Supplier<Integer> queued,
      Supplier<Integer> inFlight,
      VisionEngine engine) {
    this.cameras = cameras;
    frames = new FrameMetrics(operator, WINDOW);
    models = new LabelledCounters(JobMetric.MODEL_FRAMES, operator, MODELS);
    for (ShedReason reason : ShedReason.values()) {
      reasons.put(reason.name(), JobMetric.SHED.counter(operator, reason));
    }
    for (RejectReason reason : RejectReason.values()) {
      reasons.put(reason.name(), JobMetric.REJECTED.counter(operator, reason));
    }
    JobMetric.CAMERAS_KNOWN.gauge(operator, known);
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
    drain =
        JobMetric.LATENCY_DRAIN.histogram(
            operator, new DescriptiveStatisticsHistogram(CHECKPOINTS));
    controlRefused = JobMetric.CONTROL_REFUSED.counter(operator);
  }

  /** Registers what is asked of a schema registry, if there is one. */
  static void registry(MetricGroup operator, RecordCodecs codecs) {
    if (codecs.hasRegistry()) {
      JobMetric.REGISTRY_REQUESTS.gauge(operator, codecs::registryRequests);
      JobMetric.REGISTRY_CACHE_HITS.gauge(operator, codecs::cacheHits);
    }
  }

  /** Counts a record of the control topic that cannot be followed. */
  void refused() {
    controlRefused.inc();
  }

  /** Counts one frame of a camera. */
  void count(String camera, FrameOutcome outcome) {
    frames.count(outcome);
    outcome.reason().ifPresent(reason -> reasons.get(reason).inc());
    if (outcome.isAnalysed()) {
      models.count(outcome.landmarks().getModelId());
    }
    cameras.count(camera, outcome);
  }

  /** Notes how long a frame of a camera took. */
  void measure(String camera, FrameTimes times) {
    frames.measure(times);
    cameras.measure(camera, times);
  }

  /** Notes how long a checkpoint waited for frames. */
  void drained(long nanos) {
    drain.update(TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  /** Takes the metrics of a camera away that is forgotten. */
  void forget(String camera) {
    cameras.forget(camera);
  }
}
