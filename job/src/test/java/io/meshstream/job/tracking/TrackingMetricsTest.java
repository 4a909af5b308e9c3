package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final TrackingMetrics metrics =
      new TrackingMetrics(new RecordingGroup(""), () -> 5, () -> 2, () -> 7L);

  @Test
  void everyFrameIsCountedOnceByItsStatusAndTheDetectorsRunsBesides() {
    metrics.count(outcome(FrameStatus.FACES, true));
    metrics.count(outcome(FrameStatus.FACES, false));
    metrics.count(outcome(FrameStatus.NO_FACE, true));
    metrics.count(outcome(FrameStatus.SHED, false));
    metrics.count(outcome(FrameStatus.REJECTED, false));

    assertThat(counters.keySet())
        .containsExactly(
            "detector.runs", "frames.faces", "frames.no_face", "frames.rejected", "frames.shed");
    assertThat(counters.values()).extracting(Counter::getCount).containsExactly(2L, 2L, 1L, 1L, 1L);
  }

  @Test
  void whatIsHeldAndWhatWasDecodedWholeAreGauges() {
    assertThat(gauges.keySet())
        .containsExactly("decode.whole_jpegs", "frames.in_flight", "frames.queued");
    assertThat(gauges.values())
        .extracting(gauge -> (Object) gauge.getValue())
        .containsExactly(7L, 2, 5);
  }

  @Test
  void latenciesAreMeasuredInMicroseconds() {
    metrics.waited(2_000_000);
    metrics.computed(7_000_999);

    assertThat(histograms.keySet()).containsExactly("latency.compute", "latency.queue");
    assertThat(histograms.get("latency.queue").getStatistics().getMax()).isEqualTo(2_000);
    assertThat(histograms.get("latency.compute").getStatistics().getMax()).isEqualTo(7_000);
  }

  private static Outcome outcome(FrameStatus status, boolean detectorRan) {
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
            .setModelId("")
            .setFaces(List.of())
            .build();
    return new Outcome(CameraMemory.none(), landmarks, Optional.empty(), detectorRan);
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
