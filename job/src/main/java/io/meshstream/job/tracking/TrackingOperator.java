package io.meshstream.job.tracking;

import io.meshstream.job.control.CameraControl;
import io.meshstream.job.control.ControlHistory;
import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.control.ModelDemand;
import io.meshstream.job.control.ResolvedSettings;
import io.meshstream.job.names.StateNames;
import io.meshstream.job.options.ComputeSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.LimitsSettings;
import io.meshstream.job.options.ModelSettings;
import io.meshstream.job.records.DeadLetters;
import io.meshstream.job.records.EventRecords;
import io.meshstream.job.records.Traced;
import io.meshstream.job.vision.AnalysisRequest;
import io.meshstream.job.vision.ShadowDifference;
import io.meshstream.job.vision.ShadowRun;
import io.meshstream.job.vision.TaskLease;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.vision.inference.InferenceException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The operator at the heart of the job, keyed by camera: keeps order and state on the task's own
 * thread, and has frames analysed on the threads of a {@link VisionEngine}. A frame is admitted,
 * analysed and concluded, once each.
 *
 * <p>Its duties:
 *
 * <ol>
 *   <li>Writes exactly one {@link FrameLandmarks} per record read, in the order of the camera's
 *       records.
 *   <li>Writes a {@link io.meshstream.schemas.DeadLetter} beside it, to {@link
 *       TrackingOperatorFactory#DEAD_LETTERS}, for each rejected frame.
 *   <li>Writes what happened to a camera, to {@link TrackingOperatorFactory#EVENTS}, if that is
 *       wanted: {@link CameraEvents} of its frames, and that no frame has come for a while.
 *   <li>Keeps many cameras in flight at a time, so that the engine has enough to do, but of each
 *       camera one frame at most: what is known of a camera when its next frame starts includes the
 *       one before. Cameras are served round-robin.
 *   <li>Holds a bounded number of frames and bytes, of each camera and of all, and reads no more
 *       until there is room. With a {@link FrameBudget} a camera that sends too much never takes
 *       the room of others: its older frames give up their pictures as newer ones come.
 *   <li>Lets nothing overtake a frame: before a checkpoint barrier, a watermark or the end of the
 *       input goes on, every frame that came before has been written. So a checkpoint holds what is
 *       remembered of each camera, and never a frame.
 *   <li>Never fails because of a frame; fails with the cause when the engine does. A frame at which
 *       it has failed twice is rejected without being analysed.
 * </ol>
 *
 * <p>Settings: without a control topic, this is an operator with one input. With one, its second
 * input brings every subtask all records of the topic; a record holds for the frames that are
 * admitted after it. Before its first frame a subtask has read the topic to the end, so frames that
 * are processed again follow what was published meanwhile, too.
 *
 * <p>Recovery: after a failure both the state and the source go back to the last checkpoint. The
 * frames since then are processed again with the same outcome, unless there is a {@link
 * FrameBudget}.
 *
 * <p>A camera that is silent for the time to live, by the times of its own frames, is forgotten:
 * the frame with which it comes back is like the first ever, and its track ids begin where none was
 * used before. Its memory is given back after twice that time by the machine's ticker, while the
 * job runs; whether that has happened makes no difference to the camera's next frame, unless the
 * job itself is further behind than the time to live.
 *
 * <p>Only {@link #handOver} runs on other threads; it puts what is done into the task's mailbox.
 * The mailbox is emptied between two records, and by {@code yield()} while this class waits. Since
 * whatever comes out of it belongs to another camera, no method relies on the current key that it
 * has not set itself.
 */
final class TrackingOperator extends AbstractStreamOperator<Traced<FrameLandmarks>>
    implements OneInputStreamOperator<SourceFrame, Traced<FrameLandmarks>>,
        TwoInputStreamOperator<SourceFrame, ControlRecord, Traced<FrameLandmarks>>,
        BoundedMultiInput,
        Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  private static final MapStateDescriptor<String, String> MODELS =
      new MapStateDescriptor<>(
          StateNames.MODELS, StringSerializer.INSTANCE, StringSerializer.INSTANCE);

  private static final String IN_FORCE = "in-force";

  // ------------------------------------------------------------------ configuration
  // Transient because Flink calls all operators serialisable; this one is made where it runs.

  private final transient MailboxExecutor mailbox;
  private final transient JobSettings settings;
  private final transient VisionEngineFactory engines;
  private final transient ControlHistory history;
  private final transient Clock clock;
  private final transient Ticker ticker;

  // ------------------------------------------------------------------ state, set by open()

  private transient ValueState<CameraState> cameras;

  /** What the control topic says; null if there is none. */
  private transient CameraControl control;

  /** The models in force, under {@link #IN_FORCE}; null if there is no control topic. */
  private transient BroadcastState<String, String> storedModels;

  // ------------------------------------------------------------------ runtime, set by open()

  private transient FrameParser parser;
  private transient FailedFrames failedFrames;
  private transient CameraSettingsResolver settingsOf;
  private transient FrameProcessor processor;
  private transient VisionEngine engine;
  private transient ModelSwitch models;
  private transient TrackingMetrics trackingMetrics;
  private transient BusyTime busyTime;

  /** Null if there is no control topic. */
  private transient ModelMetrics modelMetrics;

  /** The frames that wait. If there are any, then one is in flight. */
  private transient CameraQueues queues;

  /** Those that have state; empty if they are remembered for ever. */
  private transient RecentCameras recent;

  /** Those that have timers; empty if nobody wants events. */
  private transient Optional<StallTimers> stalls;

  /** Number of frames that the engine has. */
  private transient int inFlight;

  TrackingOperator(
      StreamOperatorParameters<Traced<FrameLandmarks>> parameters,
      MailboxExecutor mailbox,
      JobSettings settings,
      VisionEngineFactory engines,
      ControlHistory history,
      Clock clock,
      Ticker ticker) {
    super(parameters);
    this.mailbox = mailbox;
    this.settings = settings;
    this.engines = engines;
    this.history = history;
    this.clock = clock;
    this.ticker = ticker;
  }

  @Override
  public void open() throws Exception {
    super.open();
    LimitsSettings limits = settings.limits();
    cameras =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    StateNames.CAMERA, new AvroSerializer<>(CameraState.class)));
    recent = new RecentCameras();
    noteRestoredCameras();
    queues = new CameraQueues(bounds());
    engine = engines.open(assignedGpu());
    trackingMetrics =
        new TrackingMetrics(
            getMetricGroup(),
            new CameraMetrics(getMetricGroup(), settings.metrics().cameras(), ticker),
            queues::waiting,
            () -> inFlight,
            engine);
    busyTime =
        new BusyTime(
            getContainingTask().getEnvironment().getMetricGroup().getIOMetricGroup(),
            engine::busyNanos,
            () -> inFlight > 0,
            ticker);
    failedFrames = FailedFrames.of(getRuntimeContext().getJobInfo().getJobId());
    parser =
        new FrameParser(
            settings.frames().format(), limits.frameBytes(), settings.registry().codecs());
    models =
        new ModelSwitch(
            engine, end -> mailbox.execute(end::run, "take in loaded models"), this::refuse);
    settingsOf = openSettings();
    processor =
        new FrameProcessor(
            settings.state().ttl(),
            new CameraRate(limits.cameraRate()),
            clock,
            new DeadLetters(settings.frames().topic(), limits.deadLetterBytes()),
            settings.events());
    stalls = settings.events().isOn() ? Optional.of(stallTimers()) : Optional.empty();
  }

  private CameraSettingsResolver openSettings() throws Exception {
    if (!settings.control().isOn()) {
      ResolvedSettings ofAll = ResolvedSettings.ofOptions(settings.camera());
      return (camera, capturedAtMicros) -> ofAll;
    }
    control =
        CameraControl.restored(
            settings.control(),
            settings.camera(),
            settings.registry().codecs(),
            getOperatorStateBackend());
    control.catchUp(history);
    openModels();
    return control::of;
  }

  /** What had been applied is there before the first frame, so that it is processed as before. */
  private void openModels() throws Exception {
    modelMetrics = new ModelMetrics(getMetricGroup());
    storedModels = getOperatorStateBackend().getBroadcastState(MODELS);
    String inForce = storedModels.get(IN_FORCE);
    if (inForce != null) {
      models.restore(inForce);
    }
    for (ModelDemand demand : control.modelDemands()) {
      models.follow(demand, control.modelDirectories());
    }
    models.await();
  }

  private OptionalInt assignedGpu() {
    return AssignedGpu.of(
        getRuntimeContext().getExternalResourceInfos(AssignedGpu.RESOURCE),
        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
  }

  private CameraQueues.Bounds bounds() {
    ComputeSettings compute = settings.compute();
    return new CameraQueues.Bounds(compute.queue(), compute.queueOfAll(), compute.queueBytes());
  }

  // ------------------------------------------------------------------ cameras that fall silent

  private boolean forgets() {
    return settings.state().isForgetful();
  }

  /** However long ago the state was saved, its cameras are as good as seen now. */
  private void noteRestoredCameras() {
    if (forgets()) {
      try (Stream<String> restored =
          this.<String>getKeyedStateBackend().getKeys(StateNames.CAMERA, VoidNamespace.INSTANCE)) {
        restored.forEach(camera -> recent.seen(camera, ticker.nanos()));
      }
    }
  }

  private void forgetSilentCameras() {
    if (!forgets()) {
      return;
    }
    long since = ticker.nanos() - 2 * settings.state().ttl().toNanos();
    for (var camera = recent.takeSilentSince(since);
        camera.isPresent();
        camera = recent.takeSilentSince(since)) {
      setCurrentKey(camera.get());
      cameras.clear();
      trackingMetrics.forget(camera.get());
    }
  }

  // ------------------------------------------------------------------ settings that change

  @Override
  public void processElement2(StreamRecord<ControlRecord> element) throws Exception {
    ControlRecord record = element.getValue();
    boolean isNew = !control.isApplied(record);
    Optional<String> problem = control.apply(record);
    if (problem.isPresent() && isMine(record.key())) {
      refuse(record, problem.get());
    }
    if (problem.isEmpty() && isNew) {
      models.follow(control.modelDemand(record), control.modelDirectories());
    }
  }

  /** Tells whether this of all subtasks has the frames of a camera. */
  private boolean isMine(String camera) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int owner =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            camera, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
    return owner == task.getIndexOfThisSubtask();
  }

  private void refuse(ControlRecord record, String problem) {
    trackingMetrics.refused();
    LOG.warn("{} is refused: {}", record, problem);
    TopicPosition position = new TopicPosition(record.partition(), record.offset());
    report(EventKind.SETTINGS_REFUSED, record.key(), position, problem);
  }

  private void refuse(ModelDemand demand, String problem) {
    modelMetrics.refused();
    if (isMine(demand.key())) {
      demand
          .position()
          .ifPresent(position -> report(EventKind.MODELS_REFUSED, demand.key(), position, problem));
    }
  }

  private void report(EventKind kind, String key, TopicPosition position, String problem) {
    if (settings.events().isOn()) {
      output.collect(
          TrackingOperatorFactory.EVENTS,
          new StreamRecord<>(EventRecords.refused(kind, key, position, problem)));
    }
  }

  // ------------------------------------------------------------------ events of silence

  private StallTimers stallTimers() throws Exception {
    return StallTimers.restored(
        getInternalTimerService(StateNames.STALLS, VoidNamespaceSerializer.INSTANCE, this),
        settings.events().stallAfter(),
        () -> (String) getCurrentKey());
  }

  private void noteHeard(String camera) {
    if (stalls.isPresent() && stalls.get().heard(camera)) {
      setCurrentKey(camera);
      stalls.get().start();
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    String camera = timer.getKey();
    if (stalls.isEmpty() || !stalls.get().isStalled(camera, queues.isServing(camera))) {
      return;
    }
    CameraSession session = CameraStates.restored(cameras.value());
    if (session.history().isPresent()) {
      CameraHistory history = session.history().get();
      cameras.update(CameraStates.stored(session.withHistory(Optional.of(history.stalled()))));
      output.collect(
          TrackingOperatorFactory.EVENTS,
          new StreamRecord<>(CameraEvents.stalled(camera, session, history)));
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("event time has no part in this operator");
  }

  // ------------------------------------------------------------------ a frame's way

  @Override
  public void processElement1(StreamRecord<SourceFrame> element) throws Exception {
    processElement(element);
  }

  @Override
  public void processElement(StreamRecord<SourceFrame> element) throws Exception {
    SourceFrame source = element.getValue();
    forgetSilentCameras();
    noteHeard(source.camera());
    ParsedFrame parsed = parse(source);
    int worthwhile = settingsFor(source, parsed).settings().freshness().maxQueue();
    while (!queues.hasRoomFor(source, worthwhile)) {
      mailbox.yield();
    }
    queues.add(new QueuedFrame(source, parsed, System.nanoTime()), worthwhile);
    fillEngine();
  }

  private ResolvedSettings settingsFor(SourceFrame source, ParsedFrame parsed) {
    return settingsOf.of(source.camera(), parsed.header().timeMicros(source));
  }

  private ParsedFrame parse(SourceFrame source) {
    ParsedFrame parsed = parser.parse(source);
    return failedFrames.isRefused(source)
        ? new ParsedFrame.Invalid(parsed.header(), FailedFrames.rejection())
        : parsed;
  }

  /** Tells whether a frame can be taken in without waiting. */
  boolean hasRoomFor(SourceFrame frame) {
    return queues.hasRoomFor(
        frame, settingsFor(frame, parser.parse(frame)).settings().freshness().maxQueue());
  }

  private void fillEngine() throws Exception {
    while (inFlight < engine.width()) {
      Optional<CameraQueues.CameraQueue> queue = queues.acquire();
      if (queue.isEmpty()) {
        return;
      }
      startNext(queue.get());
    }
  }

  /**
   * Starts the camera's next frame that is admitted, and writes those that are refused before it: a
   * place in the engine is never spent on a frame that is shed.
   */
  private void startNext(CameraQueues.CameraQueue queue) throws Exception {
    setCurrentKey(queue.camera());
    while (queue.waiting() > 0) {
      QueuedFrame frame = queue.remove();
      CameraSession session = CameraStates.restored(cameras.value());
      ResolvedSettings resolved = frame.followed(settingsFor(frame.source(), frame.parsed()));
      Admission admission =
          processor.admit(session, resolved, frame.source(), frame.parsed(), queue.waiting());
      if (admission instanceof Admission.Admitted admitted) {
        start(queue, admitted, frame.arrivedNanos());
        return;
      }
      write(session, frame.source(), ((Admission.Refused) admission).outcome());
    }
    queues.release(queue);
  }

  private void start(CameraQueues.CameraQueue queue, Admission.Admitted admitted, long arrivedNanos)
      throws InterruptedException {
    ModelSettings wanted = admitted.settings().models();
    TaskLease lease = engine.lease(models.directoryFor(wanted), admitted.settings().task());
    inFlight++;
    long startNanos = System.nanoTime();
    Future<?> unused =
        engine
            .analyse(
                new AnalysisRequest(
                    lease,
                    admitted.state(),
                    admitted.frame(),
                    () -> processor.isWanted(admitted),
                    shadow(admitted)))
            .thenApply(
                analysis ->
                    new Concluded(
                        processor.conclude(admitted, analysis),
                        Passage.of(arrivedNanos, startNanos, analysis)))
            .whenComplete((concluded, failure) -> handOver(queue, admitted, concluded, failure));
  }

  /** What came of a frame, and when. */
  private record Concluded(FrameOutcome outcome, Passage passage) {}

  private Optional<ShadowRun> shadow(Admission.Admitted admitted) {
    ModelSettings wanted = admitted.settings().models();
    return models
        .shadowFor(wanted)
        .filter(
            directory -> ShadowSampling.isDue(admitted.frame().header(), wanted.shadowEveryNth()))
        .map(
            directory ->
                new ShadowRun(engine.lease(directory, admitted.settings().task()), this::handOver));
  }

  /** Runs on a thread of the engine. */
  private void handOver(Optional<ShadowDifference> difference) {
    try {
      mailbox.execute(() -> modelMetrics.compared(difference), "count what models on trial saw");
    } catch (RejectedExecutionException e) {
      LOG.debug("Models on trial were done with a frame after the task had ended.");
    }
  }

  /** Runs on a thread of the engine. */
  private void handOver(
      CameraQueues.CameraQueue queue,
      Admission.Admitted admitted,
      Concluded concluded,
      Throwable failure) {
    try {
      mailbox.execute(
          () -> complete(queue, admitted, concluded, failure),
          "complete a frame of camera %s",
          queue.camera());
    } catch (RejectedExecutionException e) {
      LOG.debug("Frame {} was done after the task had ended.", admitted.frame().header());
    } catch (Throwable e) {
      // Nobody asks for what is thrown here, and the task would wait for the frame for ever.
      getContainingTask().handleAsyncException("A frame could not be handed back to the task.", e);
    }
  }

  private void complete(
      CameraQueues.CameraQueue queue,
      Admission.Admitted admitted,
      Concluded concluded,
      Throwable failure)
      throws Exception {
    if (failure != null) {
      throw failed(admitted, failure);
    }
    inFlight--;
    setCurrentKey(queue.camera());
    FrameOutcome outcome = concluded.outcome();
    write(admitted.session(), admitted.source(), outcome);
    if (outcome.isShed()) {
      startNext(queue);
    } else {
      trackingMetrics.measure(queue.camera(), concluded.passage().end(outcome, clock));
      queues.release(queue);
    }
    fillEngine();
  }

  /** Errors pass as they are, for Flink has rules of its own for those that are fatal. */
  private Exception failed(Admission.Admitted admitted, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof InferenceException)) {
      // Of a device no frame is to blame: while it is gone, all would be refused one by one.
      failedFrames.add(admitted.source());
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(
        "The vision engine failed on " + admitted.frame().header(), cause);
  }

  /** Needs the camera's key to be the current one. */
  private void write(CameraSession session, SourceFrame source, FrameOutcome outcome)
      throws Exception {
    if (!outcome.session().equals(session)) {
      cameras.update(CameraStates.stored(outcome.session()));
    }
    if (forgets() && outcome.session().hasBegun()) {
      recent.seen(source.camera(), ticker.nanos());
    }
    trackingMetrics.count(source.camera(), outcome);
    output.collect(record(new Traced<>(outcome.landmarks(), source.trace()), source));
    for (SideOutput<?> each : outcome.sideOutputs()) {
      write(each, source);
    }
  }

  private <T> void write(SideOutput<T> side, SourceFrame source) {
    output.collect(side.tag(), record(side.value(), source));
  }

  private static <T> StreamRecord<T> record(T value, SourceFrame source) {
    return source.timestampMillis() < 0
        ? new StreamRecord<>(value)
        : new StreamRecord<>(value, source.timestampMillis());
  }

  // ------------------------------------------------------------------ what must not overtake
  // frames

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    drain();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    drain();
    super.processWatermark(watermark);
  }

  @Override
  public void processWatermark(WatermarkEvent watermark) throws Exception {
    drain();
    super.processWatermark(watermark);
  }

  @Override
  public void processWatermark1(WatermarkEvent watermark) throws Exception {
    drain();
    super.processWatermark1(watermark);
  }

  @Override
  public void processWatermark2(WatermarkEvent watermark) throws Exception {
    drain();
    super.processWatermark2(watermark);
  }

  @Override
  public void endInput(int input) throws Exception {
    drain();
  }

  private void drain() throws InterruptedException {
    while (inFlight > 0) {
      mailbox.yield();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (inFlight > 0 || queues.waiting() > 0) {
      throw new IllegalStateException(
          "frames in a checkpoint: %d in flight, %d waiting (expected: none); please report it"
              .formatted(inFlight, queues.waiting()));
    }
    if (control != null) {
      storedModels.put(IN_FORCE, models.inForce());
    }
    super.snapshotState(context);
  }

  @Override
  public void close() throws Exception {
    try {
      super.close();
    } finally {
      if (busyTime != null) {
        busyTime.close();
      }
      if (engine != null) {
        engine.close();
      }
    }
  }
}
