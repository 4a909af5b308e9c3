package io.meshstream.job.tracking;

import io.meshstream.face.image.PictureLimits;
import io.meshstream.job.frames.FrameReader;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.source.SourceFrame;
import io.meshstream.job.vision.FaceFinder;
import io.meshstream.job.vision.FrameVision;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The operator at the heart of the job, keyed by camera.
 *
 * <p>Its duties:
 *
 * <ol>
 *   <li>Writes exactly one {@link FrameLandmarks} per record read, in the order of the camera's
 *       records.
 *   <li>Writes a {@link DeadLetter} beside it, to {@link #DEAD_LETTERS}, for each rejected frame.
 *   <li>Keeps what is remembered of each camera in Flink's state. After a failure both the state
 *       and the source go back to the last checkpoint, so the frames since then are processed again
 *       with the same outcome.
 *   <li>Never fails because of a frame.
 * </ol>
 *
 * <p>A camera that is idle for the time to live is forgotten. That is measured by the clock of the
 * machine: when it comes back, its track ids begin at 1 again, and any epoch and sequence number is
 * taken.
 */
public final class TrackingFunction
    extends KeyedProcessFunction<String, SourceFrame, FrameLandmarks> {
  private static final long serialVersionUID = 1L;

  /** The frames that could not be processed. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", new AvroRecordType<>(DeadLetter.class));

  private static final String CAMERA_STATE = "camera";

  // ------------------------------------------------------------------ configuration

  private final JobSettings settings;
  private final FaceFinder.Provider finders;

  // ------------------------------------------------------------------ set by open()

  private transient FaceFinder finder;
  private transient FrameProcessor processor;
  private transient TrackingMetrics metrics;
  private transient ValueState<CameraState> cameras;

  /**
   * @param settings the job's settings
   * @param finders makes the face finder of each subtask
   */
  public TrackingFunction(JobSettings settings, FaceFinder.Provider finders) {
    this.settings = settings;
    this.finders = finders;
  }

  /** How Flink serialises the function's output. */
  public static TypeInformation<FrameLandmarks> outputType() {
    return new AvroRecordType<>(FrameLandmarks.class);
  }

  @Override
  public void open(OpenContext context) {
    cameras = getRuntimeContext().getState(stateDescriptor(settings.stateTtl()));
    metrics = new TrackingMetrics(getRuntimeContext().getMetricGroup());
    finder = finders.open();
    processor = processor();
  }

  private FrameProcessor processor() {
    JobSettings.Limits limits = settings.limits();
    return new FrameProcessor(
        new FrameReader(settings.frames().format(), limits.frameBytes()),
        new FrameVision(new PictureLimits(limits.picturePixels()), finder),
        new LandmarksRecords(finder.modelId()),
        new DeadLetters(settings.frames().topic(), limits.deadLetterBytes()));
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

  @Override
  public void processElement(SourceFrame frame, Context context, Collector<FrameLandmarks> out)
      throws Exception {
    CameraMemory memory = CameraStates.remembered(cameras.value());
    Outcome outcome = processor.process(memory, frame);
    if (!outcome.memory().equals(memory)) {
      cameras.update(CameraStates.stored(outcome.memory()));
    }
    metrics.count(outcome);
    out.collect(outcome.landmarks());
    outcome.deadLetter().ifPresent(letter -> context.output(DEAD_LETTERS, letter));
  }

  @Override
  public void close() {
    if (finder != null) {
      finder.close();
    }
  }
}
