package io.meshstream.job.tracking;

import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.vision.inference.RunCount;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What there is to measure of one subtask.
 *
 * <ul>
 *   <li>Counters of what became of its frames: {@code frames.faces}, {@code frames.no_face}, {@code
 *       frames.shed}, {@code frames.rejected}; and {@code detector.runs}.
 *   <li>Counters of why frames were shed or rejected, one for each reason, such as {@code
 *       shed.queue_full} or {@code rejected.picture_out_of_memory}.
 *   <li>Gauges of the frames it holds: {@code frames.queued} and {@code frames.in_flight}.
 *   <li>A gauge of the JPEGs that had to be decoded whole because of their kind: {@code
 *       decode.whole_jpegs}. Where it grows with every frame, the gateways send progressive ones.
 *   <li>Gauges of the models' runs: {@code inference.detector.runs}, {@code
 *       inference.detector.items}, {@code inference.landmarks.runs} and {@code
 *       inference.landmarks.items}. Items divided by runs is the mean batch size. They only grow,
 *       and are those of the process: all subtasks of a TaskManager that share the models show the
 *       same.
 *   <li>Histograms over the last {@value #WINDOW} frames that were looked at, in microseconds:
 *       {@code latency.queue}, from a frame's arrival until it starts; and {@code latency.compute},
 *       from then until its record is made, the wait for a thread included.
 * </ul>
 */
final class TrackingMetrics {

  private static final int WINDOW = 1000;

  private final Map<FrameStatus, Counter> frames = new EnumMap<>(FrameStatus.class);
  private final Map<String, Counter> reasons = new HashMap<>();
  private final Counter detectorRuns;
  private final Histogram queueMicros;
  private final Histogram computeMicros;

  TrackingMetrics(
      MetricGroup operator, Gauge<Integer> queued, Gauge<Integer> inFlight, VisionEngine engine) {
    MetricGroup group = operator.addGroup("frames");
    for (FrameStatus status : FrameStatus.values()) {
      frames.put(status, group.counter(status.name().toLowerCase(Locale.ROOT)));
    }
    countReasons(operator.addGroup("shed"), ShedReason.values());
    countReasons(operator.addGroup("rejected"), RejectReason.values());
    group.gauge("queued", queued);
    group.gauge("in_flight", inFlight);
    operator.addGroup("decode").<Long, Gauge<Long>>gauge("whole_jpegs", engine::wholeJpegs);
    MetricGroup inference = operator.addGroup("inference");
    showRuns(inference.addGroup("detector"), () -> engine.runs().detector());
    showRuns(inference.addGroup("landmarks"), () -> engine.runs().landmarks());
    this.detectorRuns = operator.addGroup("detector").counter("runs");
    MetricGroup latency = operator.addGroup("latency");
    this.queueMicros = latency.histogram("queue", new DescriptiveStatisticsHistogram(WINDOW));
    this.computeMicros = latency.histogram("compute", new DescriptiveStatisticsHistogram(WINDOW));
  }

  private void countReasons(MetricGroup group, Enum<?>[] all) {
    for (Enum<?> reason : all) {
      reasons.put(reason.name(), group.counter(reason.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static void showRuns(MetricGroup model, Supplier<RunCount> count) {
    model.<Long, Gauge<Long>>gauge("runs", () -> count.get().runs());
    model.<Long, Gauge<Long>>gauge("items", () -> count.get().items());
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
  void count(Outcome outcome) {
    frames.get(outcome.landmarks().getStatus()).inc();
    outcome.reason().ifPresent(reason -> reasons.get(reason).inc());
    if (outcome.detectorRan()) {
      detectorRuns.inc();
    }
  }
}
