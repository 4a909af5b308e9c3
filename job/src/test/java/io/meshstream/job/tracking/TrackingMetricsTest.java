package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.meshstream.job.vision.Analysis;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.EngineCounts;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.inference.RunCount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class TrackingMetricsTest {

  private final Map<String, Counter> counters = new TreeMap<>();
  private final Map<String, Gauge<?>> gauges = new TreeMap<>();
  private final Map<String, Histogram> histograms = new TreeMap<>();
  private final TrackingMetrics metrics =
      new TrackingMetrics(new RecordingGroup(""), () -> 5, () -> 2, new CountingEngine());

  @Test
  void everyFrameIsCountedByItsStatusAndReasonAndTheDetectorsRunsBesides() {
    metrics.count(outcome(FrameStatus.FACES, null, true));
    metrics.count(outcome(FrameStatus.FACES, null, false));
    metrics.count(outcome(FrameStatus.NO_FACE, null, true));
    metrics.count(outcome(FrameStatus.SHED, "LATE: text: more", false));
    metrics.count(outcome(FrameStatus.REJECTED, "TIME_LIMIT: text", false));

    Map<String, Long> counts = new TreeMap<>();
    counters.forEach((name, counter) -> counts.put(name, counter.getCount()));
    assertThat(counts)
        .containsEntry("detector.runs", 2L)
        .containsEntry("frames.faces", 2L)
        .containsEntry("frames.no_face", 1L)
        .containsEntry("frames.rejected", 1L)
        .containsEntry("frames.shed", 1L)
        .containsEntry("shed.late", 1L)
        .containsEntry("shed.rate_limit", 0L)
        .containsEntry("rejected.time_limit", 1L)
        .containsEntry("rejected.picture_out_of_memory", 0L)
        .hasSize(5 + ShedReason.values().length + RejectReason.values().length);
  }

  @Test
  void whatIsHeldAndWhatTheEngineCountsAreGauges() {
    Map<String, Object> values = new TreeMap<>();
    gauges.forEach((name, gauge) -> values.put(name, gauge.getValue()));

    assertThat(values)
        .containsExactly(
            entry("decode.whole_jpegs", 7L),
            entry("frames.in_flight", 2),
            entry("frames.queued", 5),
            entry("inference.detector.items", 12L),
            entry("inference.detector.runs", 11L),
            entry("inference.landmarks.items", 14L),
            entry("inference.landmarks.runs", 13L));
  }

  @Test
  void latenciesAreMeasuredInMicroseconds() {
    metrics.waited(2_000_000);
    metrics.computed(7_000_999);

    assertThat(histograms.keySet()).containsExactly("latency.compute", "latency.queue");
    assertThat(histograms.get("latency.queue").getStatistics().getMax()).isEqualTo(2_000);
    assertThat(histograms.get("latency.compute").getStatistics().getMax()).isEqualTo(7_000);
  }

  private static FrameOutcome outcome(FrameStatus status, String reason, boolean detectorRan) {
    FrameLandmarks landmarks =
        FrameLandmarks.newBuilder()
            .setCameraId("cam")
            .setEpoch(0)
            .setSequence(0)
            .setCapturedAtMicros(0)
            .setSourcePartition(0)
            .setSourceOffset(0)
            .setWidth(0)
            .setHeight(0)
            .setStatus(status)
            .setReason(reason)
            .setModelId("")
            .setFaces(List.of())
            .build();
    return new FrameOutcome(CameraSession.none(), landmarks, List.of(), detectorRan);
  }

  /** An engine that has nothing but its counts. */
  private static final class CountingEngine implements VisionEngine {

    @Override
    public TaskLease lease(TaskSettings settings) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public CompletableFuture<Analysis> analyse(AnalysisRequest request) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public EngineCounts counts() {
      return new EngineCounts(7, new ModelRuns(new RunCount(11, 12), new RunCount(13, 14)));
    }

    @Override
    public void close() {}
  }

  /** A metric group that keeps its metrics where the test finds them. */
  private final class RecordingGroup extends UnregisteredMetricsGroup {

    private final String prefix;

    private RecordingGroup(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new RecordingGroup(prefix + name + ".");
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(prefix + name, key -> new SimpleCounter());
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      gauges.put(prefix + name, gauge);
      return gauge;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
      histograms.put(prefix + name, histogram);
      return histogram;
    }
  }
}
