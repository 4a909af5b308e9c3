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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The tracking operator in a mini cluster, for several numbers of cameras, spread over all subtasks
 * or all in one, and the same made synchronous; beside the bare library on as many threads. Rates
 * and processor time are compared with the bare library's of the same round.
 *
 * <p>Each round is a job of its own, which is measured between its first and last quarter.
 */
public final class OperatorThroughput {

  private static final int PARALLELISM = Runtime.getRuntime().availableProcessors();
  private static final int FRAMES = 1_600;

  /**
   * With many cameras, for what is measured to be tracking: a camera's first frame is sought in.
   */
  private static final int FRAMES_OF_CAMERA = 12;

  private static final int ROUNDS = 5;
  private static final int WARM_UP = 4_000;
  private static final String BARE = "bare library";
  private static final List<Integer> CAMERAS = List.of(1, 8, 128, 1_000);

  private OperatorThroughput() {}

  /** A way to do the frames. */
  private interface Way {
    Throughput measure() throws Exception;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments numbers of cameras, if not all are to be measured
   */
  public static void main(String[] arguments) throws Exception {
    List<Integer> numbers =
        arguments.length == 0 ? CAMERAS : Stream.of(arguments).map(Integer::valueOf).toList();
    VisionEngineFactory pooled = new OnnxVisionEngineFactory(settings());
    VisionEngineFactory synchronous = gpu -> new SynchronousVision(settings());
    BareLibrary.measured(PARALLELISM, WARM_UP);
    operator(names(8, subtask -> true), pooled, WARM_UP);
    System.out.printf(
        "%d cores, %d rounds; frames/s and ms CPU a frame, medians;"
            + " of the rounds, least, median, most: rate / the bare library's, its CPU / this%n",
        PARALLELISM, ROUNDS);
    System.out.printf(
        "%8s %-20s %9s %7s %17s %17s%n", "cameras", "", "frames/s", "CPU", "rate", "CPU");
    for (int cameras : numbers) {
      List<String> one = names(cameras, subtask -> subtask == 0);
      int frames = Math.max(FRAMES, FRAMES_OF_CAMERA * cameras);
      Map<String, Way> ways = new LinkedHashMap<>();
      ways.put(BARE, () -> BareLibrary.measured(PARALLELISM, frames));
      ways.put("spread", () -> operator(spread(cameras), pooled, frames));
      ways.put("one subtask", () -> operator(one, pooled, frames));
      ways.put("synchronous", () -> operator(spread(cameras), synchronous, frames));
      ways.put("sync., one subtask", () -> operator(one, synchronous, frames));
      report(cameras, rounds(ways));
    }
  }

  /** Goes through all ways in turns. */
  private static Map<String, List<Throughput>> rounds(Map<String, Way> ways) throws Exception {
    Map<String, List<Throughput>> results = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        results
            .computeIfAbsent(way.getKey(), name -> new ArrayList<>())
            .add(way.getValue().measure());
      }
    }
    return results;
  }

  private static void report(int cameras, Map<String, List<Throughput>> results) {
    List<Throughput> bare = results.get(BARE);
    results.forEach(
        (name, its) ->
            System.out.printf(
                Locale.ROOT,
                "%8d %-20s %9.0f %7.2f %17s %17s%n",
                cameras,
                name,
                median(its, Throughput::framesPerSecond),
                median(its, Throughput::cpuMillis),
                Spread.of(
                    its, bare, (job, library) -> job.framesPerSecond() / library.framesPerSecond()),
                Spread.of(its, bare, (job, library) -> library.cpuMillis() / job.cpuMillis())));
  }

  private static double median(List<Throughput> all, ToDoubleFunction<Throughput> of) {
    return Spread.of(all.stream().mapToDouble(of).toArray()).median();
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

  private static Throughput operator(List<String> cameras, VisionEngineFactory engines, int frames)
      throws Exception {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    flink.set(PipelineOptions.MAX_PARALLELISM, FaceMeshJob.MAX_PARALLELISM);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, flink);
    env.enableCheckpointing(1_000);
    List<String> names = new ArrayList<>(cameras);
    Pace.start(frames);
    env.fromSequence(0, frames - 1)
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
    return Pace.throughput();
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
