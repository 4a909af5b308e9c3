package io.meshstream.job.tracking;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.source.SourceFrame;
import io.meshstream.job.vision.FaceFinder;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One subtask of the tracking operator, fed by hand. */
final class TrackingHarness implements AutoCloseable {

  private static final SingleObjectCodec<FrameLandmarks> CODEC =
      SingleObjectCodec.ofFrameLandmarks();

  private final KeyedOneInputStreamOperatorTestHarness<String, SourceFrame, FrameLandmarks> flink;

  private TrackingHarness(JobSettings settings, FaceFinder.Provider finders) throws Exception {
    this.flink =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new TrackingFunction(settings, finders)),
            SourceFrame::camera,
            Types.STRING);
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    flink.setup(TrackingFunction.outputType().createSerializer(config));
  }

  /** A subtask that begins with nothing. */
  static TrackingHarness started(JobSettings settings, FaceFinder.Provider finders)
      throws Exception {
    TrackingHarness harness = new TrackingHarness(settings, finders);
    harness.flink.open();
    return harness;
  }

  /** A subtask that takes over from another. */
  static TrackingHarness restored(
      JobSettings settings, FaceFinder.Provider finders, OperatorSubtaskState state)
      throws Exception {
    TrackingHarness harness = new TrackingHarness(settings, finders);
    harness.flink.initializeState(state);
    harness.flink.open();
    return harness;
  }

  TrackingHarness feed(Iterable<SourceFrame> frames) throws Exception {
    for (SourceFrame frame : frames) {
      flink.processElement(new StreamRecord<>(frame, frame.timestampMillis()));
    }
    return this;
  }

  TrackingHarness feed(SourceFrame... frames) throws Exception {
    return feed(List.of(frames));
  }

  void setClock(long millis) {
    flink.setStateTtlProcessingTime(millis);
  }

  OperatorSubtaskState snapshot() throws Exception {
    return flink.snapshot(1, 1);
  }

  List<FrameLandmarks> records() {
    return flink.extractOutputValues();
  }

  /** The records as they would lie on the topic. */
  List<byte[]> messages() {
    return records().stream().map(CODEC::encode).toList();
  }

  List<Long> timestamps() {
    return flink.getRecordOutput().stream().map(StreamRecord::getTimestamp).toList();
  }

  List<DeadLetter> deadLetters() {
    var letters = flink.getSideOutput(TrackingFunction.DEAD_LETTERS);
    return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
  }

  int cameras() {
    return flink.numKeyedStateEntries();
  }

  @Override
  public void close() {
    try {
      flink.close();
    } catch (Exception e) {
      throw new AssertionError("the harness cannot be closed", e);
    }
  }
}
