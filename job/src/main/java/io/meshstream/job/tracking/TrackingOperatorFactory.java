package io.meshstream.job.tracking;

import io.meshstream.job.control.ControlHistory;
import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.control.TopicHistory;
import io.meshstream.job.names.OperatorNames;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.records.Traced;
import io.meshstream.job.source.SourceFrameSchema;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import java.time.Clock;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperatorFactory;
import org.apache.flink.util.OutputTag;

/**
 * Makes the operator that tracks the faces of each camera, where the job runs; what a stream that
 * is keyed by camera is transformed with, connected with the records of the control topic if the
 * settings name one.
 *
 * <p>The parts of Flink's operator API that are experimental are used here, so that a change of
 * them changes this class.
 */
public final class TrackingOperatorFactory
    extends AbstractStreamOperatorFactory<Traced<FrameLandmarks>>
    implements OneInputStreamOperatorFactory<SourceFrame, Traced<FrameLandmarks>>,
        TwoInputStreamOperatorFactory<SourceFrame, ControlRecord, Traced<FrameLandmarks>> {
  private static final long serialVersionUID = 1L;

  /** The frames that could not be processed. */
  public static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>(OperatorNames.DEAD_LETTERS_OUTPUT, new AvroRecordType<>(DeadLetter.class));

  /** What happened to cameras, where that is wanted. */
  public static final OutputTag<CameraEvent> EVENTS =
      new OutputTag<>(OperatorNames.EVENTS_OUTPUT, new AvroRecordType<>(CameraEvent.class));

  /** That models cannot be had which the control topic asks for, as each subtask finds. */
  public static final OutputTag<CameraEvent> REFUSED_MODELS =
      new OutputTag<>(OperatorNames.REFUSED_MODELS, new AvroRecordType<>(CameraEvent.class));

  private final JobSettings settings;
  private final VisionEngineFactory engines;
  private final ControlHistory history;
  private final Clock clock;
  private final Ticker ticker;

  /**
   * @param settings the job's settings
   * @param engines makes the vision engine of each subtask
   */
  public TrackingOperatorFactory(JobSettings settings, VisionEngineFactory engines) {
    this(settings, engines, new TopicHistory(settings), Clock.systemUTC(), Ticker.ofMachine());
  }

  /**
   * Makes the same with another world around it.
   *
   * @param history what is on the control topic already
   * @param clock tells the age of frames
   * @param ticker tells how long cameras have been silent
   */
  TrackingOperatorFactory(
      JobSettings settings,
      VisionEngineFactory engines,
      ControlHistory history,
      Clock clock,
      Ticker ticker) {
    this.settings = settings;
    this.engines = engines;
    this.history = history;
    this.clock = clock;
    this.ticker = ticker;
  }

  /** Tells how Flink serialises the operator's output. */
  @SuppressWarnings("unchecked") // There is no class of a generic type's parameters.
  public static TypeInformation<Traced<FrameLandmarks>> outputType() {
    return Types.POJO(
        (Class<Traced<FrameLandmarks>>) (Class<?>) Traced.class,
        Map.of(
            "value",
            new AvroRecordType<>(FrameLandmarks.class),
            "trace",
            SourceFrameSchema.traceType()));
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink asks for it so.
  public <T extends StreamOperator<Traced<FrameLandmarks>>> T createStreamOperator(
      StreamOperatorParameters<Traced<FrameLandmarks>> parameters) {
    return (T)
        new TrackingOperator(
            parameters, parameters.getMailboxExecutor(), settings, engines, history, clock, ticker);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return TrackingOperator.class;
  }
}
