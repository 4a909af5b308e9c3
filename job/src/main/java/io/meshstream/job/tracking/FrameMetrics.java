package io.meshstream.job.tracking;

import io.meshstream.job.names.JobMetric;
import io.meshstream.schemas.FrameStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What is counted and measured of frames, be they those of a subtask or of one camera.
 *
 * <p>For one thread.
 */
final class FrameMetrics {

  private final Map<FrameStatus, Counter> frames = new EnumMap<>(FrameStatus.class);
  private final Counter deadLetters;
  private final Counter framesWithHands;
  private final Counter detectorRuns;
  private final Counter palmDetectorRuns;
  private final Histogram queue;
  private final Histogram compute;
  private final Histogram decode;
  private final Histogram inference;
  private final Histogram total;
  private final Histogram endToEnd;

  /**
   * Registers them.
   *
   * @param window how many frames a histogram holds
   */
  FrameMetrics(MetricGroup group, int window) {
    frames.put(FrameStatus.FACES, JobMetric.FRAMES_FACES.counter(group));
    frames.put(FrameStatus.NO_FACE, JobMetric.FRAMES_NO_FACE.counter(group));
    frames.put(FrameStatus.SHED, JobMetric.FRAMES_SHED.counter(group));
    frames.put(FrameStatus.REJECTED, JobMetric.FRAMES_REJECTED.counter(group));
    deadLetters = JobMetric.DEAD_LETTERS.counter(group);
    framesWithHands = JobMetric.FRAMES_HANDS.counter(group);
    detectorRuns = JobMetric.DETECTOR_RUNS.counter(group);
    palmDetectorRuns = JobMetric.PALM_DETECTOR_RUNS.counter(group);
    queue = histogram(JobMetric.LATENCY_QUEUE, group, window);
    compute = histogram(JobMetric.LATENCY_COMPUTE, group, window);
    decode = histogram(JobMetric.LATENCY_DECODE, group, window);
    inference = histogram(JobMetric.LATENCY_INFERENCE, group, window);
    total = histogram(JobMetric.LATENCY_TOTAL, group, window);
    endToEnd = histogram(JobMetric.LATENCY_END_TO_END, group, window);
  }

  private static Histogram histogram(JobMetric metric, MetricGroup group, int window) {
    return metric.histogram(group, new DescriptiveStatisticsHistogram(window));
  }

  /** Counts one frame. */
  void count(FrameOutcome outcome) {
    frames.get(outcome.landmarks().getStatus()).inc();
    for (SideOutput<?> side : outcome.sideOutputs()) {
      if (side.tag().equals(TrackingOperatorFactory.DEAD_LETTERS)) {
        deadLetters.inc();
      }
    }
    if (!outcome.landmarks().getHands().isEmpty()) {
      framesWithHands.inc();
    }
    if (outcome.detectors().forFaces()) {
      detectorRuns.inc();
    }
    if (outcome.detectors().forHands()) {
      palmDetectorRuns.inc();
    }
  }

  /** Notes how long a frame took. */
  void measure(FrameTimes times) {
    queue.update(micros(times.queueNanos()));
    compute.update(micros(times.computeNanos()));
    if (times.analysis().isPresent()) {
      decode.update(micros(times.analysis().get().decodeNanos()));
      inference.update(micros(times.analysis().get().inferenceNanos()));
    }
    total.update(micros(times.totalNanos()));
    if (times.endToEndMicros().isPresent()) {
      endToEnd.update(times.endToEndMicros().getAsLong());
    }
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
