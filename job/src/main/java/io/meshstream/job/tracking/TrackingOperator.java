package io.meshstream.job.tracking;

import io.meshstream.job.control.ControlHistory;
import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.names.StateNames;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.records.Traced;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.taskmanager.AsyncExceptionHandler;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Output;
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
 * <p>All of that is done by the {@link TrackingSubtask}; here it meets Flink's life cycle. What
 * other threads have done comes through the task's mailbox, which is emptied between two records,
 * and by {@code yield()} while the task waits. Since whatever comes out of it belongs to another
 * camera, no method relies on the current key that it has not set itself.
 */
final class TrackingOperator extends AbstractStreamOperator<Traced<FrameLandmarks>>
    implements OneInputStreamOperator<SourceFrame, Traced<FrameLandmarks>>,
        TwoInputStreamOperator<SourceFrame, ControlRecord, Traced<FrameLandmarks>>,
        BoundedMultiInput,
        Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  // Transient because Flink calls all operators serialisable; this one is made where it runs.

  private final transient MailboxExecutor mailbox;
  private final transient JobSettings settings;
  private final transient VisionEngineFactory engines;
  private final transient ControlHistory history;
  private final transient Clock clock;
  private final transient Ticker ticker;

  // Set by open().

  private transient VisionEngine engine;
  private transient TrackingSubtask subtask;

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
    engine = engines.open(assignedGpu());
    subtask = new TrackingSubtask(new Context(), settings, engine, history, clock, ticker);
  }

  private OptionalInt assignedGpu() {
    return AssignedGpu.of(
        getRuntimeContext().getExternalResourceInfos(AssignedGpu.RESOURCE),
        getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
  }

  @Override
  public void processElement(StreamRecord<SourceFrame> element) throws Exception {
    subtask.frame(element.getValue());
  }

  @Override
  public void processElement1(StreamRecord<SourceFrame> element) throws Exception {
    subtask.frame(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<ControlRecord> element) throws Exception {
    subtask.control(element.getValue());
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    subtask.timer(timer.getKey());
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("event time has no part in this operator");
  }

  /** Tells whether a frame can be taken in without waiting. */
  boolean hasRoomFor(SourceFrame frame) {
    return subtask.hasRoomFor(frame);
  }

  // ------------------------------------------------------ what must not overtake frames

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    subtask.drainForCheckpoint();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    subtask.drain();
    super.processWatermark(watermark);
  }

  @Override
  public void processWatermark(WatermarkEvent watermark) throws Exception {
    subtask.drain();
    super.processWatermark(watermark);
  }

  @Override
  public void processWatermark1(WatermarkEvent watermark) throws Exception {
    subtask.drain();
    super.processWatermark1(watermark);
  }

  @Override
  public void processWatermark2(WatermarkEvent watermark) throws Exception {
    subtask.drain();
    super.processWatermark2(watermark);
  }

  @Override
  public void endInput(int input) throws Exception {
    subtask.drain();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    subtask.snapshot();
    super.snapshotState(context);
  }

  @Override
  public void close() throws Exception {
    try {
      super.close();
    } finally {
      if (subtask != null) {
        subtask.close();
      }
      if (engine != null) {
        engine.close();
      }
    }
  }

  /** What the subtask is given by Flink. */
  private final class Context implements SubtaskContext {

    @Override
    public KeyContext currentKey() {
      return TrackingOperator.this;
    }

    @Override
    public ValueState<CameraState> cameraState() {
      return getRuntimeContext()
          .getState(
              new ValueStateDescriptor<>(
                  StateNames.CAMERA, new AvroSerializer<>(CameraState.class)));
    }

    @Override
    public ValueState<SmoothingState> smoothingState() {
      return getRuntimeContext()
          .getState(
              new ValueStateDescriptor<>(
                  StateNames.SMOOTHING, new AvroSerializer<>(SmoothingState.class)));
    }

    @Override
    public ValueState<SignalsState> signalsState() {
      return getRuntimeContext()
          .getState(
              new ValueStateDescriptor<>(
                  StateNames.SIGNALS, new AvroSerializer<>(SignalsState.class)));
    }

    @Override
    public Stream<String> camerasWithState() {
      return TrackingOperator.this
          .<String>getKeyedStateBackend()
          .getKeys(StateNames.CAMERA, VoidNamespace.INSTANCE);
    }

    @Override
    public InternalTimerService<VoidNamespace> stallTimers() {
      return getInternalTimerService(
          StateNames.STALLS, VoidNamespaceSerializer.INSTANCE, TrackingOperator.this);
    }

    @Override
    public OperatorStateStore operatorState() {
      return getOperatorStateBackend();
    }

    @Override
    public MailboxExecutor mailbox() {
      return mailbox;
    }

    @Override
    public AsyncExceptionHandler failures() {
      return getContainingTask();
    }

    @Override
    public Output<StreamRecord<Traced<FrameLandmarks>>> output() {
      return output;
    }

    @Override
    public MetricGroup metrics() {
      return getMetricGroup();
    }

    @Override
    public TaskIOMetricGroup taskMetrics() {
      return getContainingTask().getEnvironment().getMetricGroup().getIOMetricGroup();
    }

    @Override
    public SubtaskKeys keys() {
      return SubtaskKeys.of(getRuntimeContext().getTaskInfo());
    }

    @Override
    public FailedFrames failedFrames() {
      return FailedFrames.of(getRuntimeContext().getJobInfo().getJobId());
    }
  }
}
