package io.meshstream.job.tracking;

import io.meshstream.schemas.FrameStatus;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what became of the frames of one subtask: {@code frames.faces}, {@code frames.no_face},
 * {@code frames.shed}, {@code frames.rejected} and {@code detector.runs}.
 */
final class TrackingMetrics {

  private final Map<FrameStatus, Counter> frames = new EnumMap<>(FrameStatus.class);
  private final Counter detectorRuns;

  TrackingMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("frames");
    for (FrameStatus status : FrameStatus.values()) {
      frames.put(status, group.counter(status.name().toLowerCase(Locale.ROOT)));
    }
    this.detectorRuns = operator.addGroup("detector").counter("runs");
  }

  /** Counts one frame. */
  void count(Outcome outcome) {
    frames.get(outcome.landmarks().getStatus()).inc();
    if (outcome.detectorRan()) {
      detectorRuns.inc();
    }
  }
}
