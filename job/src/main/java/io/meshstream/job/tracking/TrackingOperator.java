package io.meshstream.job.tracking;

import io.meshstream.job.frames.FrameReader;
import io.meshstream.job.frames.SourceFrame;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.FrameLandmarks;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.state.StateSnapshotContext;
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
 *   <li>Holds a bounded number of frames, and reads no more until there is room.
 *   <li>Lets nothing overtake a frame: before a checkpoint barrier, a watermark or the end of the
 *       input goes on, every frame that came before has been written. So a checkpoint holds what is
 *       remembered of each camera, and never a frame.
 *   <li>Never fails because of a frame; fails with the cause when the engine does.
 * </ol>
 *
 * <p>Recovery: after a failure both the state and the source go back to the last checkpoint. The
 * frames since then are processed again with the same outcome, unless there is a {@link
 * FrameBudget}.
 *
 * <p>A camera that is idle for the time to live is forgotten. That is measured by the clock of the
 * machine: when it comes back, its track ids begin at 1 again, and any epoch and sequence number is
 * taken.
 *
 * <p>Only {@link #handOver} runs on other threads; it puts what is done into the task's mailbox.
 * The mailbox is emptied between two records, and by {@code yield()} while this class waits. Since
 * whatever comes out of it belongs to another camera, no method relies on the current key that it
 * has not set itself.
 */
final class TrackingOperator extends AbstractStreamOperator<FrameLandmarks>
    implements OneInputStreamOperator<SourceFrame, FrameLandmarks>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private static final String CAMERA_STATE = "camera";

  // ------------------------------------------------------------------ configuration
  // Transient because Flink calls all operators serialisable; this one is made where it runs.

  private final transient MailboxExecutor mailbox;
  private final transient JobSettings settings;
  private final transient VisionEngine.Provider engines;
  private final transient Clock clock;

  // ------------------------------------------------------------------ state, set by open()

  private transient ValueState<CameraState> cameras;

  // ------------------------------------------------------------------ runtime, set by open()

  private transient FrameReader reader;
  private transient FrameProcessor processor;
  private transient VisionEngine engine;
  private transient TrackingMetrics measures;

  /** The frames that wait. If there are any, then one is in flight. */
  private transient CameraLanes lanes;

  /** Number of frames that the engine has. */
  private transient int inFlight;

  TrackingOperator(
      StreamOperatorParameters<FrameLandmarks> parameters,
      MailboxExecutor mailbox,
      JobSettings settings,
      VisionEngine.Provider engines,
      Clock clock) {
    super(parameters);
    this.mailbox = mailbox;
    this.settings = settings;
    this.engines = engines;
    this.clock = clock;
  }

  @Override
  public void open() throws Exception {
    super.open();
    JobSettings.Limits limits = settings.limits();
    cameras = getRuntimeContext().getState(stateDescriptor(settings.stateTtl()));
    lanes = new CameraLanes();
    engine = engines.open(assignedGpu());
    measures = new TrackingMetrics(getMetricGroup(), lanes::waiting, () -> inFlight, engine);
    reader = new FrameReader(settings.frames().format(), limits.frameBytes());
    processor =
        new FrameProcessor(
            settings.faces().regionTtl(),
            new FrameBudget(settings.freshness(), clock),
            new LandmarksRecords(engine.modelId(), settings.outputs().detections()),
            new DeadLetters(settings.frames().topic(), limits.deadLetterBytes()));
  }

  private OptionalInt assignedGpu() {
    return AssignedGpu.of(
        getRuntimeContext().getExternalResourceInfos(AssignedGpu.RESOURCE),
        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
  }

  private static ValueStateDescriptor<CameraState> stateDescriptor(Duration timeToLive) {
    var descriptor =
        new ValueStateDescriptor<>(CAMERA_STATE, new AvroSerializer<>(CameraState.class));
    if (!timeToLive.isZero()) {
      // A camera that only repeats itself writes no state and yet is not idle.
      descriptor.enableTimeToLive(
          StateTtlConfig.newBuilder(timeToLive).updateTtlOnReadAndWrite().build());
    }
    return descriptor;
  }

  // ------------------------------------------------------------------ a frame's way

  @Override
  public void processElement(StreamRecord<SourceFrame> element) throws Exception {
    while (lanes.waiting() >= settings.compute().queue()) {
      mailbox.yield();
    }
    SourceFrame source = element.getValue();
    lanes.add(new ArrivedFrame(source, reader.read(source), System.nanoTime()));
    fillEngine();
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
      Admission admission =
          processor.admit(memory, frame.source(), frame.reading(), lane.waiting());
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
  private static Exception failed(Admission.Look look, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
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
