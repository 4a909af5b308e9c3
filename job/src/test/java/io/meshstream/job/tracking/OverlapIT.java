package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.TestFrames;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.records.Traced;
import io.meshstream.job.source.SourceFrameSchema;
import io.meshstream.job.vision.TestingEngines;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelIds;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator in a Flink of several threads that takes checkpoints and fails. */
@Timeout(120)
class OverlapIT {

  private static final int CAMERAS = 9;
  private static final int FRAMES = 12_000;
  private static final int FRAMES_PER_FAILURE = 2_500;
  private static final int FAILURES = 4;
  private static final long POISON = 4_321;
  private static final byte[] FACE = png(4, 4, TestingTask.FACE);
  private static final JobSettings SETTINGS = JobSettings.from(new Configuration());

  /** Over all attempts and subtasks. */
  private static final AtomicInteger STEPS = new AtomicInteger();

  @BeforeEach
  void startCounting() {
    STEPS.set(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void afterFailuresEveryRecordIsThereOnceAndInOrderWithTheBytesOfASequentialRun(boolean unaligned)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, flink(unaligned));

    List<FrameLandmarks> records =
        tracked(env, FragileTask::new)
            // More than there must be, so that a duplicate would show.
            .executeAndCollect(2 * FRAMES);

    assertThat(STEPS.get()).isGreaterThan(FRAMES);
    assertThat(byCamera(records)).isEqualTo(byCamera(sequentially()));
  }

  @Test
  void aFrameAtWhichTheJobFailsTwiceIsRejectedWithoutBeingAnalysedTheThirdTime() throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, flink(/* unaligned= */ false));

    List<FrameLandmarks> records =
        tracked(env, TestingTask::new, OverlapIT::frameOrPoison).executeAndCollect(2 * FRAMES);

    assertThat(records).hasSize(FRAMES);
    assertThat(records)
        .filteredOn(record -> record.getStatus() != FrameStatus.FACES)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getReason()).startsWith("FAILED_REPEATEDLY: ");
              assertThat(record.getSequence()).isEqualTo(POISON / CAMERAS);
            });
  }

  private static SourceFrame frameOrPoison(long number) {
    return number == POISON ? frame(number, png(4, 4, TestingTask.ERROR)) : frame(number);
  }

  @Test
  void aJobThatIsCancelledWhileFramesAreAnalysedEndsAndLeavesNoThread() throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, flink(/* unaligned= */ false));
    tracked(env, EndlessTask::new).sinkTo(new DiscardingSink<>());
    JobClient job = env.executeAsync();
    EndlessTask.BEGUN.await();

    job.cancel().get();

    assertThatThrownBy(() -> job.getJobExecutionResult().get())
        .hasRootCauseInstanceOf(JobCancellationException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("meshstream-"));
  }

  private static SingleOutputStreamOperator<FrameLandmarks> tracked(
      StreamExecutionEnvironment env, TaskSupplier tasks) {
    return tracked(env, tasks, OverlapIT::frame);
  }

  private static SingleOutputStreamOperator<FrameLandmarks> tracked(
      StreamExecutionEnvironment env, TaskSupplier tasks, MapFunction<Long, SourceFrame> frames) {
    return env.fromSequence(0, FRAMES - 1)
        // One split, so that a camera's frames stay in order.
        .setParallelism(1)
        .map(frames)
        .returns(SourceFrameSchema.typeInformation())
        .setParallelism(1)
        .keyBy(SourceFrame::camera, Types.STRING)
        .transform(
            "tracking",
            TrackingOperatorFactory.outputType(),
            new TrackingOperatorFactory(
                SETTINGS,
                gpu -> TestingEngines.pooled(tasks.get(), SETTINGS.limits().frameTime(), 3)))
        .map(Traced::value)
        .returns(new AvroRecordType<>(FrameLandmarks.class));
  }

  /** Travels with the job. */
  private interface TaskSupplier extends Supplier<Task>, Serializable {}

  private static Configuration flink(boolean unaligned) {
    Configuration flink = new Configuration();
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(20));
    flink.set(CheckpointingOptions.ENABLE_UNALIGNED, unaligned);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2 * FAILURES);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    return flink;
  }

  private static SourceFrame frame(long number) {
    return frame(number, FACE);
  }

  private static SourceFrame frame(long number, byte[] picture) {
    String camera = "camera-" + number % CAMERAS;
    return source(camera, number, message(TestFrames.frame(camera, 0, number / CAMERAS, picture)));
  }

  private static List<FrameLandmarks> sequentially() {
    SequentialTracking tracking = new SequentialTracking();
    List<FrameLandmarks> records = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      records.add(tracking.process(frame(i)).landmarks());
    }
    return records;
  }

  private static Map<String, List<FrameLandmarks>> byCamera(List<FrameLandmarks> records) {
    Map<String, List<FrameLandmarks>> cameras = new TreeMap<>();
    for (FrameLandmarks record : records) {
      cameras.computeIfAbsent(record.getCameraId(), camera -> new ArrayList<>()).add(record);
    }
    return cameras;
  }

  /** Fails with an error, which is no frame's own fault, now and then. */
  private static final class FragileTask implements Task {

    private final Task task = new TestingTask();

    @Override
    public TaskStep step(TaskState before, Frame frame) throws PictureException {
      int step = STEPS.incrementAndGet();
      if (step % FRAMES_PER_FAILURE == 0 && step <= FAILURES * FRAMES_PER_FAILURE) {
        throw new AssertionError("injected");
      }
      return task.step(before, frame);
    }

    @Override
    public ModelIds models() {
      return task.models();
    }
  }

  /** Analyses a frame until it is interrupted. */
  private static final class EndlessTask implements Task {

    private static final CountDownLatch BEGUN = new CountDownLatch(1);

    @Override
    public TaskStep step(TaskState before, Frame frame) throws PictureException {
      BEGUN.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("interrupted");
    }

    @Override
    public ModelIds models() {
      return new ModelIds(List.of());
    }
  }
}
