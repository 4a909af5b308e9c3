package io.meshstream.job.tracking;

import io.meshstream.job.records.Traced;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Writes what a subtask has to say, to the outputs of its operator; what comes of a frame has the
 * timestamp of the frame's record. For the task's thread.
 */
final class TrackingOutput {

  private final Output<StreamRecord<Traced<FrameLandmarks>>> output;

  TrackingOutput(Output<StreamRecord<Traced<FrameLandmarks>>> output) {
    this.output = output;
  }

  /** Writes the record of a frame, and what is written beside it. */
  void write(SourceFrame source, FrameOutcome outcome) {
    output.collect(record(new Traced<>(outcome.landmarks(), source.trace()), source));
    for (SideOutput<?> side : outcome.sideOutputs()) {
      write(source, side);
    }
  }

  private <T> void write(SourceFrame source, SideOutput<T> side) {
    output.collect(side.tag(), record(side.value(), source));
  }

  private static <T> StreamRecord<T> record(T value, SourceFrame source) {
    return source.timestampMillis() < 0
        ? new StreamRecord<>(value)
        : new StreamRecord<>(value, source.timestampMillis());
  }

  /** Writes an event that no frame gave. */
  void write(CameraEvent event) {
    output.collect(TrackingOperatorFactory.EVENTS, new StreamRecord<>(event));
  }
}
