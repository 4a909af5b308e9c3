package io.meshstream.job.tracking;

import io.meshstream.job.names.JobMetric;
import io.meshstream.job.records.Traced;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.Locale;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes what a subtask has to say, to the outputs of its operator, and counts the events; what
 * comes of a frame has the timestamp of the frame's record. For the task's thread.
 */
final class TrackingOutput {

  private final Output<StreamRecord<Traced<FrameLandmarks>>> output;

  private final LabelledCounters events;

  /**
   * @param metrics where events are counted
   */
  TrackingOutput(Output<StreamRecord<Traced<FrameLandmarks>>> output, MetricGroup metrics) {
    this.output = output;
    this.events = new LabelledCounters(JobMetric.EVENT_RECORDS, metrics, EventKind.values().length);
  }

  /** Writes the record of a frame, and what is written beside it. */
  void write(SourceFrame source, FrameOutcome outcome) {
    output.collect(record(new Traced<>(outcome.landmarks(), source.trace()), source));
    for (SideOutput<?> side : outcome.sideOutputs()) {
      write(source, side);
    }
  }

  private <T> void write(SourceFrame source, SideOutput<T> side) {
    if (side.value() instanceof CameraEvent event) {
      count(event);
    }
    output.collect(side.tag(), record(side.value(), source));
  }

  private static <T> StreamRecord<T> record(T value, SourceFrame source) {
    return source.timestampMillis() < 0
        ? new StreamRecord<>(value)
        : new StreamRecord<>(value, source.timestampMillis());
  }

  /** Writes an event that no frame gave. */
  void write(CameraEvent event) {
    count(event);
    output.collect(TrackingOperatorFactory.EVENTS, new StreamRecord<>(event));
  }

  /** Hands on that the subtask cannot have models; other subtasks may say the same. */
  void report(CameraEvent refusal) {
    output.collect(TrackingOperatorFactory.REFUSED_MODELS, new StreamRecord<>(refusal));
  }

  private void count(CameraEvent event) {
    events.count(event.getKind().name().toLowerCase(Locale.ROOT));
  }
}
