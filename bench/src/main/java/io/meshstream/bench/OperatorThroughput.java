package io.meshstream.bench;

import io.meshstream.job.FaceMeshJob;
import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.TrackerOptions;
import io.meshstream.job.source.SourceFrameSchema;
import io.meshstream.job.tracking.TrackingOperatorFactory;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.job.vision.VisionEngineFactory;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.SourceFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Frames a second of the tracking operator in a mini cluster, for several numbers of cameras,
 * spread over all subtasks or all in one; beside the bare library on as many threads, and beside
 * the same operator made synchronous, in the same run.
 *
 * <p>Each round is a job of its own, whose rate is that between its first and last quarter.
 */
public final class OperatorThroughput {

  private static final int PARALLELISM = Runtime.getRuntime().availableProcessors();
  private static final int FRAMES = 1_000;
  private static final int ROUNDS = 3;
  private static final List<Integer> CAMERAS = List.of(1, 2, 8, 32, 128);

  private OperatorThroughput() {}

  public static void main(String[] arguments) throws Exception {
    VisionEngineFactory pooled = new OnnxVisionEngineFactory(settings());
    VisionEngineFactory synchronous = gpu -> new SynchronousVision(settings());
    BareLibrary.framesPerSecond(PARALLELISM, FRAMES);
    operator(names(8, subtask -> true), pooled);
    System.out.printf("frames/s, %d cores, best of %d rounds%n", PARALLELISM, ROUNDS);
    System.out.printf(
        "%8s %8s %8s %12s %12s %20s%n",
        "cameras", "bare", "spread", "one subtask", "synchronous", "sync., one subtask");
    for (int cameras : CAMERAS) {
      double bare = 0;
      double spread = 0;
      double together = 0;
      double syncSpread = 0;
      double syncTogether = 0;
      List<String> one = names(cameras, subtask -> subtask == 0);
      for (int round = 0; round < ROUNDS; round++) {
        bare = Math.max(bare, BareLibrary.framesPerSecond(PARALLELISM, FRAMES));
        spread = Math.max(spread, operator(spread(cameras), pooled));
        together = Math.max(together, operator(one, pooled));
        syncSpread = Math.max(syncSpread, operator(spread(cameras), synchronous));
        syncTogether = Math.max(syncTogether, operator(one, synchronous));
      }
      System.out.printf(
          Locale.ROOT,
          "%8d %8.0f %8.0f %12.0f %12.0f %20.0f%n",
          cameras,
          bare,
          spread,
          together,
          syncSpread,
          syncTogether);
    }
  }

  /** As many cameras in each subtask. */
  private static List<String> spread(int cameras) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < PARALLELISM; i++) {
      int wanted = i;
      int share = (cameras + PARALLELISM - 1 - i) / PARALLELISM;
      names.addAll(names(share, subtask -> subtask == wanted));
    }
    return names;
  }

  /** Names of cameras that Flink assigns to certain subtasks. */
  private static List<String> names(int cameras, IntPredicate subtasks) {
    List<String> names = new ArrayList<>();
    for (int i = 0; names.size() < cameras; i++) {
      String name = "camera-" + i;
      int subtask =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              name, FaceMeshJob.MAX_PARALLELISM, PARALLELISM);
      if (subtasks.test(subtask)) {
        names.add(name);
      }
    }
    return names;
  }

  private static double operator(List<String> cameras, VisionEngineFactory engines)
      throws Exception {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.MAX_PARALLELISM, FaceMeshJob.MAX_PARALLELISM);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, flink);
    env.enableCheckpointing(1_000);
    List<String> names = new ArrayList<>(cameras);
    Pace.start(FRAMES);
    env.fromSequence(0, FRAMES - 1)
        .setParallelism(1)
        .map(number -> frame(names, number))
        .returns(SourceFrameSchema.typeInformation())
        .setParallelism(1)
        .keyBy(SourceFrame::camera, Types.STRING)
        .transform(
            "tracking",
            TrackingOperatorFactory.outputType(),
            new TrackingOperatorFactory(settings(), engines))
        .filter(record -> Pace.count())
        .sinkTo(new DiscardingSink<>());
    env.execute();
    return Pace.framesPerSecond();
  }

  private static SourceFrame frame(List<String> cameras, long number) {
    String camera = cameras.get((int) (number % cameras.size()));
    return new SourceFrame(
        camera, 0, number, number * 33, MovingPortrait.picture(number / cameras.size()));
  }

  private static JobSettings settings() {
    Configuration options = new Configuration();
    options.set(FramesSettings.FORMAT, FrameFormat.RAW);
    options.set(TrackerOptions.REGION_TTL, Duration.ZERO);
    return JobSettings.from(options);
  }
}
