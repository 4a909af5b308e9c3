package io.meshstream.job.tracking;

import io.meshstream.job.control.ControlHistory;
import io.meshstream.job.records.Traced;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.taskmanager.AsyncExceptionHandler;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * A subtask of the job's own code in a simulated task: what comes to it waits in two channels, and
 * what it does is compared with what its {@link SubtaskOracle} says.
 */
final class SimulatedSubtask
    implements SubtaskContext, Output<StreamRecord<Traced<FrameLandmarks>>> {

  private static final ThreadLocal<AvroSerializer<CameraState>> SERIALIZER =
      ThreadLocal.withInitial(() -> new AvroSerializer<>(CameraState.class));
  private static final ThreadLocal<AvroSerializer<SmoothingState>> SMOOTHING_SERIALIZER =
      ThreadLocal.withInitial(() -> new AvroSerializer<>(SmoothingState.class));
  private static final ThreadLocal<AvroSerializer<SignalsState>> SIGNALS_SERIALIZER =
      ThreadLocal.withInitial(() -> new AvroSerializer<>(SignalsState.class));
  private static final ThreadLocal<TaskIOMetricGroup> TASK_METRICS =
      ThreadLocal.withInitial(
          () -> UnregisteredMetricGroups.createUnregisteredTaskMetricGroup().getIOMetricGroup());

  /** Stands in a channel between what belongs to a checkpoint and what does not. */
  enum Barrier {
    BARRIER
  }

  private final SplittableRandom random;
  private final SubtaskKeys keys;
  private final SimulationPlan plan;
  private final FailedFrames failedFrames;
  private final SimulatedMailbox mailbox;
  private final SimulatedKey key = new SimulatedKey();
  private final SimulatedKeyedState<CameraState> states;
  private final SimulatedKeyedState<SmoothingState> smoothing;
  private final SimulatedKeyedState<SignalsState> signals;
  private final SimulatedTimers timers;
  private final SimulatedOperatorState operatorState;
  private final SimulatedEngine engine;
  private final SubtaskOracle oracle;
  private final TrackingSubtask subtask;

  private final Queue<Object> frames = new ArrayDeque<>();
  private final Queue<Object> records = new ArrayDeque<>();
  private List<Object> written = new ArrayList<>();
  private boolean isDead;

  /** What all subtasks of a simulated job share. */
  record World(
      SimulationPlan plan,
      SplittableRandom random,
      SimulatedTime time,
      SimulatedSettings control,
      ControlHistory history,
      FailedFrames failedFrames,
      Predicate<TopicPosition> isRefused) {}

  /**
   * @param known how many records of the control topic there are
   */
  SimulatedSubtask(
      World world,
      SubtaskKeys keys,
      SubtaskSnapshot restored,
      Map<String, CameraSession> sessions,
      int known)
      throws Exception {
    this.random = world.random();
    this.keys = keys;
    this.plan = world.plan();
    this.failedFrames = world.failedFrames();
    this.mailbox = new SimulatedMailbox(this::somethingElse);
    this.states = new SimulatedKeyedState<>(key, SERIALIZER.get(), restored.states());
    this.smoothing =
        new SimulatedKeyedState<>(key, SMOOTHING_SERIALIZER.get(), restored.smoothing());
    this.signals = new SimulatedKeyedState<>(key, SIGNALS_SERIALIZER.get(), restored.signals());
    this.timers = new SimulatedTimers(key, world.time(), restored.timers());
    this.operatorState = new SimulatedOperatorState(restored.operatorState());
    Map<String, CameraSession> own = new HashMap<>();
    sessions.forEach(
        (camera, session) -> {
          if (keys.has(camera)) {
            own.put(camera, session);
          }
        });
    this.oracle =
        new SubtaskOracle(
            plan.settings(),
            world.time(),
            world.control(),
            own,
            restored.cameras(),
            world.isRefused(),
            known);
    this.engine =
        new SimulatedEngine(
            plan.width(),
            request -> {
              noteTaken();
              oracle.started(request);
            },
            request -> {
              if (!isDead) {
                oracle.done(request);
              }
            });
    this.subtask =
        new TrackingSubtask(
            this, plan.settings(), engine, world.history(), world.time(), world.time());
  }

  /** A frame that is given to the subtask is in its queue once the subtask waits no more. */
  private void noteTaken() {
    if (!mailbox.isYielding()) {
      oracle.taken();
    }
  }

  /** Does something while the task waits. */
  private void somethingElse() {
    SimulationFailure.expect(
        engine.pending() > 0, "the task waits, and there is nothing that it could wait for");
    analyse();
  }

  // ------------------------------------------------------------------ its channels

  /** Sends a frame to it. */
  void send(SourceFrame frame) {
    frames.add(frame);
  }

  /** Sends a record of the control topic to it. */
  void send(SimulationPlan.PlannedRecord record) {
    records.add(record);
  }

  /** Sends a barrier to it, in all channels. */
  void sendBarrier() {
    frames.add(Barrier.BARRIER);
    if (plan.isControlled()) {
      records.add(Barrier.BARRIER);
    }
  }

  /** Returns how many frames are on their way. */
  int sent() {
    return frames.size();
  }

  boolean hasRecords() {
    return !records.isEmpty() && records.peek() != Barrier.BARRIER;
  }

  /** Tells whether all of a checkpoint has been taken in, and nothing else. */
  boolean isAligned() {
    return frames.peek() == Barrier.BARRIER
        && (!plan.isControlled() || records.peek() == Barrier.BARRIER);
  }

  /** Takes in a frame, if one has come that may be taken in. */
  void takeFrame() throws Exception {
    if (frames.peek() instanceof SourceFrame frame) {
      frames.remove();
      oracle.given(frame);
      subtask.frame(frame);
      oracle.taken();
      settle();
    }
  }

  /** Takes in a record of the control topic, if one has come that may be taken in. */
  void takeRecord() throws Exception {
    if (records.peek() instanceof SimulationPlan.PlannedRecord planned) {
      records.remove();
      oracle.given(planned, keys.has(planned.record().key()));
      subtask.control(planned.record());
      settle();
    }
  }

  // ------------------------------------------------------------------ what others do

  /** Analyses any of the frames that are to be analysed. */
  void analyse() {
    if (engine.pending() > 0) {
      engine.analyse(random.nextInt(engine.pending()));
    }
  }

  /** Fails the engine, if it has a frame. */
  void loseDevice() throws Exception {
    if (engine.pending() > 0) {
      engine.loseDevice(random.nextInt(engine.pending()));
      takeMails();
    }
  }

  /** Takes in one thing that others have done. */
  void takeMail() throws Exception {
    if (mailbox.tryYield()) {
      settle();
    }
  }

  private void takeMails() {
    while (mailbox.tryYield()) {
      settle();
    }
  }

  /** Takes in that timers are due. */
  void takeTimers() throws Exception {
    for (Optional<String> due = timers.takeDue(); due.isPresent(); due = timers.takeDue()) {
      oracle.timerIsDue(due.get());
      subtask.timer(due.get());
      settle();
    }
  }

  /** Tells whether nothing will ever happen unless something comes. */
  boolean isIdle() {
    return engine.pending() == 0 && mailbox.isEmpty();
  }

  private void settle() {
    SimulationFailure.expect(
        engine.pending() <= engine.width(), "more in flight than the engine wants");
    oracle.settled(!isIdle());
  }

  // ------------------------------------------------------------------ checkpoints

  /** Takes a checkpoint; what was written before it belongs to it. */
  Checkpointed checkpoint() throws Exception {
    drain();
    subtask.snapshot();
    Map<String, CameraSession> sessions = new HashMap<>();
    Map<String, SmoothingState> smoothed = smoothing.all();
    Map<String, SignalsState> noted = signals.all();
    states
        .all()
        .forEach(
            (camera, state) ->
                sessions.put(
                    camera,
                    SignalsStates.restored(
                        SmoothingStates.restored(
                            CameraStates.restored(state), smoothed.get(camera)),
                        noted.get(camera))));
    SubtaskSnapshot snapshot =
        new SubtaskSnapshot(
            states.snapshot(),
            smoothing.snapshot(),
            signals.snapshot(),
            sessions,
            timers.all(),
            operatorState.snapshot());
    Checkpointed checkpointed =
        new Checkpointed(snapshot, Map.copyOf(oracle.stored(snapshot)), written);
    written = new ArrayList<>();
    frames.poll();
    records.poll();
    return checkpointed;
  }

  /**
   * What a subtask gives to a checkpoint.
   *
   * @param snapshot its state
   * @param sessions what its state should be
   * @param written what it has written since the one before
   */
  record Checkpointed(
      SubtaskSnapshot snapshot, Map<String, CameraSession> sessions, List<Object> written) {}

  /** Waits until nothing is in flight. */
  void drain() throws Exception {
    subtask.drain();
    oracle.drained(subtask);
  }

  /** Ends it; what is done afterwards has no effect. */
  void end() {
    isDead = true;
    mailbox.close();
    subtask.close();
    while (engine.pending() > 0) {
      engine.analyse(random.nextInt(engine.pending()));
    }
  }

  /** Returns at which frame it has failed, given what it says. */
  Optional<TopicPosition> blamed(String message) {
    return oracle.blamed(message);
  }

  // ------------------------------------------------------------------ what it writes

  @Override
  public void collect(StreamRecord<Traced<FrameLandmarks>> record) {
    noteTaken();
    FrameLandmarks landmarks = record.getValue().value();
    SimulationFailure.expect(!isDead, "written after the end: %s", landmarks);
    oracle.wrote(landmarks);
    written.add(landmarks);
  }

  @Override
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
    SimulationFailure.expect(!isDead, "written after the end: %s", record.getValue());
    oracle.wroteBeside(record.getValue());
    written.add(record.getValue());
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    throw none();
  }

  @Override
  public void emitWatermark(WatermarkEvent watermark) {
    throw none();
  }

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {
    throw none();
  }

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {
    throw none();
  }

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {
    throw none();
  }

  private static UnsupportedOperationException none() {
    return new UnsupportedOperationException("a subtask writes records only");
  }

  @Override
  public void close() {}

  // ------------------------------------------------------------------ what it is given

  @Override
  public KeyContext currentKey() {
    return key;
  }

  @Override
  public ValueState<CameraState> cameraState() {
    return states;
  }

  @Override
  public ValueState<SmoothingState> smoothingState() {
    return smoothing;
  }

  @Override
  public ValueState<SignalsState> signalsState() {
    return signals;
  }

  @Override
  public Stream<String> camerasWithState() {
    return states.cameras();
  }

  @Override
  public InternalTimerService<VoidNamespace> stallTimers() {
    return timers;
  }

  @Override
  public OperatorStateStore operatorState() {
    return operatorState;
  }

  @Override
  public MailboxExecutor mailbox() {
    return mailbox;
  }

  @Override
  public AsyncExceptionHandler failures() {
    return (message, failure) -> {
      throw new SimulationFailure(message, failure);
    };
  }

  @Override
  public Output<StreamRecord<Traced<FrameLandmarks>>> output() {
    return this;
  }

  @Override
  public MetricGroup metrics() {
    return new UnregisteredMetricsGroup();
  }

  @Override
  public TaskIOMetricGroup taskMetrics() {
    return TASK_METRICS.get();
  }

  @Override
  public SubtaskKeys keys() {
    return keys;
  }

  @Override
  public FailedFrames failedFrames() {
    return failedFrames;
  }
}
