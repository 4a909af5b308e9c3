package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.meshstream.job.vision.AnalysisTimes;
import io.meshstream.job.vision.EngineCounts;
import io.meshstream.job.vision.TestingEngine;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.inference.RunCount;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
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
  private final ManualTicker ticker = new ManualTicker();
  private final TrackingMetrics metrics =
      new TrackingMetrics(
          new RecordingGroup(""),
          new CameraMetrics(new RecordingGroup(""), 2, ticker),
          () -> 7,
          () -> 5,
          () -> 2,
          TestingEngine.idle()
              .counting(
                  new EngineCounts(7, new ModelRuns(new RunCount(11, 12), new RunCount(13, 14)))));

  @Test
  void everyFrameIsCountedByItsStatusAndReasonAndTheDetectorsRunsBesides() {
    metrics.count("cam", outcome(FrameStatus.FACES, null, true));
    metrics.count("cam", outcome(FrameStatus.FACES, null, false));
    metrics.count("cam", outcome(FrameStatus.NO_FACE, null, true));
    metrics.count("cam", outcome(FrameStatus.SHED, "LATE: text: more", false));
    metrics.count("cam", outcome(FrameStatus.REJECTED, "TIME_LIMIT: text", false));

    assertThat(counts("camera"))
        .containsEntry("dead_letters", 1L)
        .containsEntry("detector.runs", 2L)
        .containsEntry("frames.faces", 2L)
        .containsEntry("frames.no_face", 1L)
        .containsEntry("frames.rejected", 1L)
        .containsEntry("frames.shed", 1L)
        .containsEntry("model.m1.frames", 3L)
        .containsEntry("shed.late", 1L)
        .containsEntry("shed.rate_limit", 0L)
        .containsEntry("rejected.time_limit", 1L)
        .containsEntry("rejected.picture_out_of_memory", 0L)
        .containsKeys(names("shed.", ShedReason.values()))
        .containsKeys(names("rejected.", RejectReason.values()));
  }

  @Test
  void aCheckpointsWaitForFramesIsMeasuredInMicroseconds() {
    metrics.drained(4_500_000);

    assertThat(longest("latency.drain")).isEqualTo(4_500);
    assertThat(histograms.get("latency.drain").getCount()).isEqualTo(1);
  }

  @Test
  void theFramesOfACameraAreCountedLikewise() {
    metrics.count("cam", outcome(FrameStatus.FACES, null, true));
    metrics.count("cam", outcome(FrameStatus.SHED, "LATE: text", false));
    metrics.count("other", outcome(FrameStatus.NO_FACE, null, false));

    assertThat(counters.entrySet())
        .extracting(counter -> counter.getKey() + "=" + counter.getValue().getCount())
        .contains(
            "camera.cam.dead_letters=0",
            "camera.cam.detector.runs=1",
            "camera.cam.frames.faces=1",
            "camera.cam.frames.no_face=0",
            "camera.cam.frames.rejected=0",
            "camera.cam.frames.shed=1",
            "camera.cam.model.m1.frames=1",
            "camera.cam.reason.late.frames=1",
            "camera.other.frames.no_face=1");
  }

  @Test
  void whatIsHeldAndWhatTheEngineCountsAreGauges() {
    Map<String, Object> values = new TreeMap<>();
    gauges.forEach((name, gauge) -> values.put(name, gauge.getValue()));

    assertThat(values)
        .containsExactly(
            entry("cameras.known", 7),
            entry("cameras.labelled", 0),
            entry("decode.whole_jpegs", 7L),
            entry("frames.in_flight", 2),
            entry("frames.queued", 5),
            entry("inference.detector.items", 12L),
            entry("inference.detector.runs", 11L),
            entry("inference.landmarks.items", 14L),
            entry("inference.landmarks.runs", 13L));
  }

  @Test
  void latenciesAreMeasuredInMicrosecondsOfTheSubtaskAndOfTheCamera() {
    metrics.count("cam", outcome(FrameStatus.FACES, null, true));
    metrics.measure(
        "cam",
        new FrameTimes(
            2_000_000,
            7_000_999,
            Optional.of(new AnalysisTimes(3_000_000, 4_000_000)),
            9_500_000,
            OptionalLong.of(80_000)));

    for (String group : List.of("", "camera.cam.")) {
      assertThat(longest(group + "latency.queue")).isEqualTo(2_000);
      assertThat(longest(group + "latency.compute")).isEqualTo(7_000);
      assertThat(longest(group + "latency.decode")).isEqualTo(3_000);
      assertThat(longest(group + "latency.inference")).isEqualTo(4_000);
      assertThat(longest(group + "latency.total")).isEqualTo(9_500);
      assertThat(longest(group + "latency.end_to_end")).isEqualTo(80_000);
    }
  }

  @Test
  void whatWasNotAnalysedToItsEndAndWhatHasNoCaptureTimeIsLeftOut() {
    metrics.measure("cam", new FrameTimes(1, 2, Optional.empty(), 3, OptionalLong.empty()));

    assertThat(histograms.get("latency.total").getCount()).isEqualTo(1);
    assertThat(histograms.get("latency.decode").getCount()).isZero();
    assertThat(histograms.get("latency.inference").getCount()).isZero();
    assertThat(histograms.get("latency.end_to_end").getCount()).isZero();
  }

  @Test
  void framesWithHandsAndThePalmDetectorsRunsAreCountedBesides() {
    metrics.count("cam", Outcomes.ofHand(/* palmDetectorRan= */ true));
    metrics.count("cam", Outcomes.ofHand(/* palmDetectorRan= */ false));
    metrics.count("cam", outcome(FrameStatus.FACES, null, true));

    for (String group : List.of("", "camera.cam.")) {
      assertThat(counters.get(group + "frames.hands").getCount()).isEqualTo(2);
      assertThat(counters.get(group + "palm_detector.runs").getCount()).isEqualTo(1);
      assertThat(counters.get(group + "detector.runs").getCount()).isEqualTo(1);
      assertThat(counters.get(group + "frames.no_face").getCount()).isEqualTo(2);
    }
    assertThat(gauges.get("camera.cam.hands").getValue()).isEqualTo(0);

    metrics.count("cam", Outcomes.ofHand(/* palmDetectorRan= */ false));

    assertThat(gauges.get("camera.cam.hands").getValue()).isEqualTo(1);
    ticker.pass(Duration.ofSeconds(11));
    assertThat(gauges.get("camera.cam.hands").getValue()).isEqualTo(0);
  }

  @Test
  void facesAreThereForTenSecondsAfterTheFrameThatShowsThem() {
    metrics.count("cam", outcome(FrameStatus.FACES, null, true));
    ticker.pass(Duration.ofSeconds(9));
    metrics.count("cam", outcome(FrameStatus.SHED, "LATE: text", false));

    assertThat(gauges.get("camera.cam.faces").getValue()).isEqualTo(1);
    assertThat(gauges.get("camera.cam.silence").getValue()).isEqualTo(0L);

    ticker.pass(Duration.ofSeconds(2));

    assertThat(gauges.get("camera.cam.faces").getValue()).isEqualTo(0);
    assertThat(gauges.get("camera.cam.silence").getValue()).isEqualTo(2_000L);
  }

  private static String[] names(String prefix, Enum<?>... reasons) {
    return Arrays.stream(reasons)
        .map(reason -> prefix + reason.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  private long longest(String histogram) {
    return histograms.get(histogram).getStatistics().getMax();
  }

  /** The counters but for those below a group. */
  private Map<String, Long> counts(String group) {
    Map<String, Long> counts = new TreeMap<>();
    counters.forEach((name, counter) -> counts.put(name, counter.getCount()));
    counts.keySet().removeIf(name -> name.startsWith(group + "."));
    return counts;
  }

  private static FrameOutcome outcome(FrameStatus status, String reason, boolean detectorRan) {
    return Outcomes.of(status, reason, detectorRan);
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
    public MetricGroup addGroup(String key, String value) {
      return new RecordingGroup(prefix + key + "." + value + ".");
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
