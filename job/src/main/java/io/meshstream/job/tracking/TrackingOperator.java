package io.meshstream.job.tracking;

import io.meshstream.job.names.StateNames;
import io.meshstream.job.options.ComputeSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.LimitsSettings;
import io.meshstream.job.records.DeadLetters;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.inference.InferenceException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The operator at the heart of the job, keyed by camera: keeps order and state on the task's own
 * thread, and has pictures looked at on the threads of a {@link VisionEngine}.
 *
 * <p>Its duties:
 *
 * <ol>
 *   <li>Writes exactly one {@link FrameLandmarks} per record read, in the order of the camera's
 *       records.
 *   <li>Writes a {@link io.meshstream.schemas.DeadLetter} beside it, to {@link
 *       TrackingOperatorFactory#DEAD_LETTERS}, for each rejected frame.
 *   <li>Keeps many cameras in flight at a time, so that the engine has enough to do, but of each
 *       camera one frame at most: what is remembered of a camera when its next frame starts
 *       includes the one before. Cameras take turns.
 *   <li>Holds a bounded number of frames and bytes, of each camera and of all, and reads no more
 *       until there is room. With a {@link FrameBudget} a camera that sends too much never takes
 *       the room of others: its older frames give up their pictures as newer ones come.
 *   <li>Lets nothing overtake a frame: before a checkpoint barrier, a watermark or the end of the
 *       input goes on, every frame that came before has been written. So a checkpoint holds what is
 *       remembered of each camera, and never a frame.
 *   <li>Never fails because of a frame; fails with the cause when the engine does. A frame at which
 *       it has failed twice is rejected unseen.
 * </ol>
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
final class TrackingOperator extends AbstractStreamOperator<FrameLandmarks>
    implements OneInputStreamOperator<SourceFrame, FrameLandmarks>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  // ------------------------------------------------------------------ configuration
  // Transient because Flink calls all operators serialisable; this one is made where it runs.

  private final transient MailboxExecutor mailbox;
  private final transient JobSettings settings;
  private final transient VisionEngine.Provider engines;
  private final transient Clock clock;
  private final transient Ticker ticker;

  // ------------------------------------------------------------------ state, set by open()

  private transient ValueState<CameraState> cameras;

  // ------------------------------------------------------------------ runtime, set by open()

  private transient FrameParser parser;
  private transient FailedFrames failedFrames;
  private transient FrameProcessor processor;
  private transient VisionEngine engine;
  private transient TrackingMetrics measures;

  /** The frames that wait. If there are any, then one is in flight. */
  private transient CameraLanes lanes;

  /** Those that have state; empty if they are remembered for ever. */
  private transient RecentCameras recent;

  /** Number of frames that the engine has. */
  private transient int inFlight;

  TrackingOperator(
      StreamOperatorParameters<FrameLandmarks> parameters,
      MailboxExecutor mailbox,
      JobSettings settings,
      VisionEngine.Provider engines,
      Clock clock,
      Ticker ticker) {
    super(parameters);
    this.mailbox = mailbox;
    this.settings = settings;
    this.engines = engines;
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
    lanes = new CameraLanes(bounds());
    engine = engines.open(assignedGpu());
    measures = new TrackingMetrics(getMetricGroup(), lanes::waiting, () -> inFlight, engine);
    failedFrames = FailedFrames.of(getRuntimeContext().getJobInfo().getJobId());
    parser = new FrameParser(settings.frames().format(), limits.frameBytes());
    processor =
        new FrameProcessor(
            new FrameProcessor.Lifetimes(settings.faces().regionTtl(), settings.state().ttl()),
            new CameraRate(limits.cameraRate()),
            new FrameBudget(settings.freshness(), clock),
            engine.modelId(),
            settings.outputs().detections(),
            new DeadLetters(settings.frames().topic(), limits.deadLetterBytes()));
  }

  private OptionalInt assignedGpu() {
    return AssignedGpu.of(
        getRuntimeContext().getExternalResourceInfos(AssignedGpu.RESOURCE),
        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
  }

  private CameraLanes.Bounds bounds() {
    ComputeSettings compute = settings.compute();
    return new CameraLanes.Bounds(
        compute.queue(),
        compute.queueOfAll(),
        compute.queueBytes(),
        settings.freshness().maxQueue());
  }

  // ------------------------------------------------------------------ cameras that fall silent

  private boolean forgets() {
    return !settings.state().ttl().isZero();
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
    }
  }

  // ------------------------------------------------------------------ a frame's way

  @Override
  public void processElement(StreamRecord<SourceFrame> element) throws Exception {
    SourceFrame source = element.getValue();
    forgetSilentCameras();
    while (!lanes.hasRoomFor(source)) {
      mailbox.yield();
    }
    lanes.add(new ArrivedFrame(source, parse(source), System.nanoTime()));
    fillEngine();
  }

  private ParsedFrame parse(SourceFrame source) {
    ParsedFrame parsed = parser.parse(source);
    return failedFrames.isRefused(source)
        ? new ParsedFrame.Invalid(parsed.header(), FailedFrames.rejection())
        : parsed;
  }

  /** Whether a frame can be taken in without waiting. */
  boolean hasRoomFor(SourceFrame frame) {
    return lanes.hasRoomFor(frame);
  }

  private void fillEngine() throws Exception {
    while (inFlight < engine.width()) {
      Optional<CameraLanes.Lane> lane = lanes.nextTurn();
      if (lane.isEmpty()) {
        return;
      }
      takeTurn(lane.get());
    }
  }

  /**
   * Starts the camera's next frame that needs a look, and settles those before it: a turn is never
   * spent on a frame that is shed.
   */
  private void takeTurn(CameraLanes.Lane lane) throws Exception {
    setCurrentKey(lane.camera());
    while (lane.waiting() > 0) {
      ArrivedFrame frame = lane.remove();
      CameraMemory memory = CameraStates.remembered(cameras.value());
      Admission admission = processor.admit(memory, frame.source(), frame.parsed(), lane.waiting());
      if (admission instanceof Admission.Look look) {
        measures.waited(System.nanoTime() - frame.arrivedNanos());
        start(lane, look);
        return;
      }
      write(memory, frame.source(), ((Admission.Settled) admission).outcome());
    }
    lanes.endTurn(lane);
  }

  private void start(CameraLanes.Lane lane, Admission.Look look) {
    inFlight++;
    long startNanos = System.nanoTime();
    Future<?> unused =
        engine
            .look(look.tracking(), look.frame(), () -> processor.isWanted(look))
            .thenApply(sight -> processor.conclude(look, sight))
            .whenComplete(
                (outcome, failure) ->
                    handOver(lane, look, outcome, failure, System.nanoTime() - startNanos));
  }

  /** Runs on a thread of the engine. */
  private void handOver(
      CameraLanes.Lane lane, Admission.Look look, Outcome outcome, Throwable failure, long nanos) {
    try {
      mailbox.execute(
          () -> {
            measures.computed(nanos);
            complete(lane, look, outcome, failure);
          },
          "complete a frame of camera %s",
          lane.camera());
    } catch (RejectedExecutionException e) {
      LOG.debug("Frame {} was done after the task had ended.", look.frame().header());
    } catch (Throwable e) {
      // Nobody asks for what is thrown here, and the task would wait for the frame for ever.
      getContainingTask().handleAsyncException("A frame could not be handed back to the task.", e);
    }
  }

  private void complete(
      CameraLanes.Lane lane, Admission.Look look, Outcome outcome, Throwable failure)
      throws Exception {
    if (failure != null) {
      throw failed(look, failure);
    }
    inFlight--;
    setCurrentKey(lane.camera());
    write(look.memory(), look.source(), outcome);
    if (outcome.isShed()) {
      takeTurn(lane);
    } else {
      lanes.endTurn(lane);
    }
    fillEngine();
  }

  /** Errors pass as they are, for Flink has rules of its own for those that are fatal. */
  private Exception failed(Admission.Look look, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof InferenceException)) {
      // Of a device no frame is to blame: while it is gone, all would be refused one by one.
      failedFrames.add(look.source());
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("The vision engine failed on " + look.frame().header(), cause);
  }

  /** Needs the camera's key to be the current one. */
  private void write(CameraMemory memory, SourceFrame source, Outcome outcome) throws Exception {
    if (!outcome.memory().equals(memory)) {
      cameras.update(CameraStates.stored(outcome.memory()));
    }
    if (forgets() && outcome.memory().isOfCamera()) {
      recent.seen(source.camera(), ticker.nanos());
    }
    measures.count(outcome);
    output.collect(record(outcome.landmarks(), source));
    outcome
        .deadLetter()
        .ifPresent(
            letter -> output.collect(TrackingOperatorFactory.DEAD_LETTERS, record(letter, source)));
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
  public void endInput() throws Exception {
    drain();
  }

  private void drain() throws InterruptedException {
    while (inFlight > 0) {
      mailbox.yield();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (inFlight > 0 || lanes.waiting() > 0) {
      throw new IllegalStateException(
          "frames in a checkpoint: %d in flight, %d waiting (expected: none); please report it"
              .formatted(inFlight, lanes.waiting()));
    }
    super.snapshotState(context);
  }

  @Override
  public void close() throws Exception {
    try {
      super.close();
    } finally {
      if (engine != null) {
        engine.close();
      }
    }
  }
}
