package io.meshstream.job;

import io.meshstream.job.control.ControlRecord;
import io.meshstream.job.control.ControlTopic;
import io.meshstream.job.names.OperatorNames;
import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.OptionHelp;
import io.meshstream.job.preflight.Preflight;
import io.meshstream.job.preflight.SchemaRegistration;
import io.meshstream.job.records.Traced;
import io.meshstream.job.sink.OutputTopics;
import io.meshstream.job.source.FramesTopic;
import io.meshstream.job.source.SourceFrameSchema;
import io.meshstream.job.tracking.RefusedModels;
import io.meshstream.job.tracking.TrackingOperatorFactory;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.SourceFrame;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job: frames topic and, if there is one, control topic, tracking by camera, landmarks topic,
 * dead letter topic and, if there is one, events topic.
 *
 * <pre>{@code
 * flink run meshstream-job-<version>-cluster.jar --kafka.bootstrap-servers=broker:9092
 * }</pre>
 */
public final class FaceMeshJob {

  /**
   * Number of key groups: state can be read only by a job with the same one, so it never changes.
   * Has many divisors, so that cameras spread evenly over most parallelisms.
   */
  public static final int MAX_PARALLELISM = 720;

  private static final int USAGE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(FaceMeshJob.class);

  private FaceMeshJob() {}

  /**
   * Runs the job; exits with 2, and says what is wrong, if it cannot start as told.
   *
   * @param arguments options: {@code --key=value}, {@code --key value}, {@code --config FILE}; or
   *     {@code --help}, which lists them and does nothing else, or likewise {@code --version}
   */
  public static void main(String[] arguments) throws Exception {
    if (OptionHelp.isAskedFor(arguments)) {
      System.out.print(OptionHelp.text());
      return;
    }
    if (JobVersion.isAskedFor(arguments)) {
      System.out.println(JobVersion.text());
      return;
    }
    LOG.info("{}", JobVersion.text());
    try {
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
      JobSettings settings = JobSettings.from(arguments, System.getenv(), env.getConfiguration());
      Preflight.check(settings, env.getConfiguration()).forEach(FaceMeshJob::warn);
      define(env, settings);
      env.execute();
    } catch (InvalidOptionsException e) {
      refuse(e);
    }
  }

  /** Warns whoever started the job, and whoever reads the log of an application's JobManager. */
  private static void warn(String warning) {
    LOG.warn(warning);
    System.err.println("WARNING " + warning);
  }

  /**
   * In a JobManager, which runs this method on a thread of its own for jobs that are submitted by
   * REST, leaving the process would take all other jobs down.
   */
  private static void refuse(InvalidOptionsException problems) {
    if (!Thread.currentThread().getName().equals("main")) {
      throw problems;
    }
    System.err.println(problems.getMessage());
    System.exit(USAGE);
  }

  /**
   * Adds the job to an environment, without executing it.
   *
   * @param env where to. From then on it takes no operator without a uid and no type that only Kryo
   *     can serialise, hands records on uncopied, and has this job's name, maximum parallelism and,
   *     unless it had them, its checkpoint interval, a pause of half of that between checkpoints,
   *     and a buffer time-out of zero.
   * @param settings how the job is to run
   * @throws InvalidOptionsException if the environment's own settings contradict the job's, or
   *     there is to be a schema registry that does not answer or lacks what is to be written
   */
  public static void define(StreamExecutionEnvironment env, JobSettings settings) {
    JobSettings complete = SchemaRegistration.complete(settings);
    define(env, complete, new OnnxVisionEngineFactory(complete));
  }

  /** Does the same with another vision engine. */
  static void define(
      StreamExecutionEnvironment env, JobSettings settings, VisionEngineFactory engines) {
    configure(env, settings);
    KeyedStream<SourceFrame, String> frames =
        env.fromSource(
                FramesTopic.source(settings),
                // Frames are judged by epoch and sequence number; event time has no part in it.
                WatermarkStrategy.noWatermarks(),
                OperatorNames.FRAMES,
                SourceFrameSchema.typeInformation())
            .uid(OperatorNames.FRAMES)
            .keyBy(SourceFrame::camera, Types.STRING);
    SingleOutputStreamOperator<Traced<FrameLandmarks>> landmarks =
        tracked(env, frames, settings, new TrackingOperatorFactory(settings, engines))
            .uid(OperatorNames.TRACKING);
    landmarks
        .sinkTo(OutputTopics.landmarks(settings))
        .name(OperatorNames.LANDMARKS)
        .uid(OperatorNames.LANDMARKS);
    landmarks
        .getSideOutput(TrackingOperatorFactory.DEAD_LETTERS)
        .sinkTo(OutputTopics.deadLetters(settings))
        .name(OperatorNames.DEAD_LETTERS)
        .uid(OperatorNames.DEAD_LETTERS);
    if (settings.events().isOn()) {
      events(landmarks, settings)
          .sinkTo(OutputTopics.events(settings))
          .name(OperatorNames.EVENTS)
          .uid(OperatorNames.EVENTS);
    }
  }

  private static SingleOutputStreamOperator<Traced<FrameLandmarks>> tracked(
      StreamExecutionEnvironment env,
      KeyedStream<SourceFrame, String> frames,
      JobSettings settings,
      TrackingOperatorFactory tracking) {
    if (!settings.control().isOn()) {
      return frames.transform(
          OperatorNames.TRACKING, TrackingOperatorFactory.outputType(), tracking);
    }
    DataStream<ControlRecord> control =
        env.fromSource(
                ControlTopic.source(settings),
                WatermarkStrategy.noWatermarks(),
                OperatorNames.CONTROL)
            .uid(OperatorNames.CONTROL)
            // The order of the topic, whatever the job's parallelism.
            .setParallelism(1);
    return frames
        .connect(control.broadcast())
        .transform(OperatorNames.TRACKING, TrackingOperatorFactory.outputType(), tracking);
  }

  private static DataStream<CameraEvent> events(
      SingleOutputStreamOperator<?> tracking, JobSettings settings) {
    DataStream<CameraEvent> events = tracking.getSideOutput(TrackingOperatorFactory.EVENTS);
    return settings.control().isOn() ? events.union(RefusedModels.once(tracking)) : events;
  }

  private static void configure(StreamExecutionEnvironment env, JobSettings settings) {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.NAME, settings.name());
    flink.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    // Records are immutable, so operators need not be given copies.
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    Duration interval = settings.state().checkpointInterval(env.getConfiguration());
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
    // So that checkpoints that take longer than the interval leave time for frames.
    setUnlessSet(
        flink, env, CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, interval.dividedBy(2));
    // A frame fills several buffers, so nothing is gained by waiting for more to come; and the last
    // of an idle job would wait for it.
    setUnlessSet(flink, env, ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    settings
        .sink()
        .problemWith(interval)
        .ifPresent(
            problem -> {
              throw new InvalidOptionsException(List.of(problem));
            });
    env.configure(flink);
  }

  private static <T> void setUnlessSet(
      Configuration flink, StreamExecutionEnvironment env, ConfigOption<T> option, T value) {
    if (env.getConfiguration().getOptional(option).isEmpty()) {
      flink.set(option, value);
    }
  }
}
