package io.meshstream.job.tracking;

import io.meshstream.job.control.ControlHistory;
import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.control.TestingHistory;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.records.Traced;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.SourceFrame;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** One subtask of the tracking operator, fed by hand. */
final class TrackingHarness implements AutoCloseable {

  /** A control topic on which nothing is yet. */
  private static final ControlHistory NO_HISTORY = TestingHistory.of();

  private static final SingleObjectCodec<FrameLandmarks> CODEC =
      SingleObjectCodec.ofFrameLandmarks();

  private final KeyedOneInputStreamOperatorTestHarness<String, SourceFrame, Traced<FrameLandmarks>>
      flink;
  private long checkpoints;

  private TrackingHarness(TrackingOperatorFactory operator) throws Exception {
    this.flink =
        new KeyedOneInputStreamOperatorTestHarness<>(operator, SourceFrame::camera, Types.STRING);
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    flink.setup(TrackingOperatorFactory.outputType().createSerializer(config));
  }

  /** A subtask that begins with nothing. */
  static TrackingHarness started(JobSettings settings, VisionEngineFactory engines)
      throws Exception {
    return started(settings, engines, Clock.systemUTC());
  }

  /** A subtask that begins with nothing, and has a clock of its own. */
  static TrackingHarness started(JobSettings settings, VisionEngineFactory engines, Clock clock)
      throws Exception {
    return started(settings, engines, clock, Ticker.ofMachine());
  }

  /** A subtask that begins with nothing, and whose time passes as the test says. */
  static TrackingHarness started(JobSettings settings, VisionEngineFactory engines, Ticker ticker)
      throws Exception {
    return started(settings, engines, Clock.systemUTC(), ticker);
  }

  private static TrackingHarness started(
      JobSettings settings, VisionEngineFactory engines, Clock clock, Ticker ticker)
      throws Exception {
    TrackingHarness harness =
        new TrackingHarness(
            new TrackingOperatorFactory(settings, engines, NO_HISTORY, clock, ticker));
    harness.flink.open();
    return harness;
  }

  /** A subtask that takes over from another. */
  static TrackingHarness restored(
      JobSettings settings, VisionEngineFactory engines, OperatorSubtaskState state)
      throws Exception {
    return restored(settings, engines, state, Ticker.ofMachine());
  }

  /** The same, and its time passes as the test says. */
  static TrackingHarness restored(
      JobSettings settings, VisionEngineFactory engines, OperatorSubtaskState state, Ticker ticker)
      throws Exception {
    TrackingHarness harness =
        new TrackingHarness(
            new TrackingOperatorFactory(settings, engines, NO_HISTORY, Clock.systemUTC(), ticker));
    harness.flink.initializeState(state);
    harness.flink.open();
    return harness;
  }

  /** A subtask that takes over from another, and finds records on the control topic. */
  static TrackingHarness restored(
      JobSettings settings,
      VisionEngineFactory engines,
      OperatorSubtaskState state,
      ControlHistory history)
      throws Exception {
    TrackingHarness harness =
        new TrackingHarness(
            new TrackingOperatorFactory(
                settings, engines, history, Clock.systemUTC(), Ticker.ofMachine()));
    harness.flink.initializeState(state);
    harness.flink.open();
    return harness;
  }

  /** The same, at a time that Flink's timers go by. */
  static TrackingHarness restoredAt(
      JobSettings settings, VisionEngineFactory engines, OperatorSubtaskState state, Duration time)
      throws Exception {
    TrackingHarness harness = new TrackingHarness(new TrackingOperatorFactory(settings, engines));
    harness.setTime(time);
    harness.flink.initializeState(state);
    harness.flink.open();
    return harness;
  }

  /** Hands frames over, and takes in what the engine has done in the meantime. */
  TrackingHarness feed(Iterable<SourceFrame> frames) throws Exception {
    for (SourceFrame frame : frames) {
      hand(frame);
      takeIn();
    }
    return this;
  }

  TrackingHarness feed(SourceFrame... frames) throws Exception {
    return feed(List.of(frames));
  }

  /** Hands a frame over; waits while the queue is full. */
  void hand(SourceFrame frame) throws Exception {
    flink.processElement(new StreamRecord<>(frame, frame.timestampMillis()));
  }

  /** Whether a frame can be handed over without waiting. */
  boolean hasRoomFor(SourceFrame frame) {
    return operator().hasRoomFor(frame);
  }

  /** Lets the task take in what the engine has done. */
  void takeIn() throws Exception {
    for (var mail = mail(); mail.isPresent(); mail = mail()) {
      mail.get().run();
    }
  }

  /** Waits until there is something that the task may take in, and lets it take in that. */
  void takeInNext() throws Exception {
    flink.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
  }

  private Optional<Mail> mail() {
    return flink.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
  }

  void watermark(long time) throws Exception {
    flink.processWatermark(time);
  }

  void endInput() throws Exception {
    operator().endInput(1);
  }

  /** Hands a record of the control topic over. */
  TrackingHarness control(ControlRecord record) throws Exception {
    operator().processElement2(new StreamRecord<>(record));
    return this;
  }

  private TrackingOperator operator() {
    return (TrackingOperator) flink.getOperator();
  }

  /** Closes the task's mailbox and then the operator, as Flink does when a task is cancelled. */
  void cancel() {
    flink.getTaskMailbox().close();
    close();
  }

  /** Waits for what is in flight, as before a barrier, and takes a checkpoint. */
  OperatorSubtaskState snapshot() throws Exception {
    checkpoints++;
    flink.prepareSnapshotPreBarrier(checkpoints);
    return flink.snapshot(checkpoints, checkpoints);
  }

  /** Takes a checkpoint without waiting, which Flink never does. */
  OperatorSubtaskState snapshotUnprepared() throws Exception {
    checkpoints++;
    return flink.snapshot(checkpoints, checkpoints);
  }

  /** All that has been written, records and watermarks. */
  List<Object> output() {
    return List.copyOf(flink.getOutput());
  }

  List<FrameLandmarks> records() {
    return flink.extractOutputValues().stream().map(Traced::value).toList();
  }

  /** The records since it was last asked for them; others do not see these again. */
  @SuppressWarnings("unchecked")
  List<FrameLandmarks> takeRecords() {
    List<FrameLandmarks> taken = new ArrayList<>();
    for (Object next = flink.getOutput().poll(); next != null; next = flink.getOutput().poll()) {
      taken.add(((StreamRecord<Traced<FrameLandmarks>>) next).getValue().value());
    }
    return taken;
  }

  /** The records as they would lie on the topic. */
  List<byte[]> messages() {
    return records().stream().map(CODEC::encode).toList();
  }

  List<Long> timestamps() {
    return flink.getRecordOutput().stream().map(StreamRecord::getTimestamp).toList();
  }

  List<DeadLetter> deadLetters() {
    var letters = flink.getSideOutput(TrackingOperatorFactory.DEAD_LETTERS);
    return letters == null ? List.of() : letters.stream().map(StreamRecord::getValue).toList();
  }

  List<CameraEvent> events() {
    return events(TrackingOperatorFactory.EVENTS);
  }

  /** That models cannot be had, as this subtask says. */
  List<CameraEvent> refusedModels() {
    return events(TrackingOperatorFactory.REFUSED_MODELS);
  }

  private List<CameraEvent> events(OutputTag<CameraEvent> tag) {
    var events = flink.getSideOutput(tag);
    return events == null ? List.of() : events.stream().map(StreamRecord::getValue).toList();
  }

  /** Sets the time that Flink's timers go by. */
  void setTime(Duration time) throws Exception {
    flink.setProcessingTime(time.toMillis());
  }

  /** The number of timers that are set. */
  int timers() {
    return flink.numProcessingTimeTimers();
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
