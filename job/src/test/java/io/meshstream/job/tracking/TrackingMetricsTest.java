package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class TrackingMetricsTest {

  private final Map<String, Counter> counters = new TreeMap<>();
  private final TrackingMetrics metrics =
      new TrackingMetrics(new RecordingGroup("", counters), () -> 0, () -> 0);

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

  /** A metric group that keeps its counters where the test finds them. */
  private static final class RecordingGroup extends UnregisteredMetricsGroup {

    private final String prefix;
    private final Map<String, Counter> counters;

    private RecordingGroup(String prefix, Map<String, Counter> counters) {
      this.prefix = prefix;
      this.counters = counters;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new RecordingGroup(prefix + name + ".", counters);
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(prefix + name, key -> new SimpleCounter());
    }
  }
}
