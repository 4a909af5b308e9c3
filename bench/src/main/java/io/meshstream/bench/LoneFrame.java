package io.meshstream.bench;

import io.meshstream.bench.Waiting.Window;
import io.meshstream.tools.simulation.Clip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How late the record of a frame is when the job has almost nothing to do: one camera, one frame a
 * second, with the job as it comes, and beside it with Flink's own buffer time-out of 100 ms.
 */
public final class LoneFrame {

  private static final int PARALLELISM = 2;
  private static final int WARM_UP_FRAMES = 3_000;

  /** The first ones find a job that is still starting. */
  private static final int STARTING = 5;

  private static final int FRAMES = 60;
  private static final String HEAP = "512m";
  private static final Path LOG = Path.of("bench/target/lone-frame.log");

  private LoneFrame() {}

  public static void main(String[] arguments) throws Exception {
    int frames = arguments.length == 0 ? FRAMES : Integer.parseInt(arguments[0]);
    Neighbourhood neighbourhood = new Neighbourhood(PARALLELISM);
    List<Clip> clips = NeighbourRun.makeClips();
    MicroClock clock = new MicroClock();
    try (BrokerProcess broker = BrokerProcess.start();
        JobProcess process = JobProcess.start(HEAP, PARALLELISM, LOG.toAbsolutePath())) {
      new NeighbourRun(broker, neighbourhood, clips, clock, 0, 0, 8, List.of())
          .warmUp(process, "warm-up", WARM_UP_FRAMES);
      List<SentCamera> camera = neighbourhood.neighbours(1, clips);
      System.out.printf(
          "one camera, 1 frame/s, %d frames, from its capture to its record%n", frames);
      String asItIs = "the job as it comes";
      Waiting plain =
          measure(process, Topics.create(broker, "plain", 1), camera, frames, clock, List.of());
      Waiting waiting =
          measure(
              process,
              Topics.create(broker, "buffered", 1),
              camera,
              frames,
              clock,
              List.of("-Dexecution.buffer-timeout.interval=100ms"));
      print("buffer time-out of 100 ms", waiting, waiting);
      print(asItIs, plain, waiting);
    }
  }

  private static Waiting measure(
      JobProcess process,
      Topics topics,
      List<SentCamera> camera,
      int frames,
      MicroClock clock,
      List<String> flinkOptions)
      throws IOException {
    List<String> options = new ArrayList<>(flinkOptions);
    options.add("-Dparallelism.default=" + PARALLELISM);
    options.addAll(topics.jobOptions());
    String job = process.submit(options);
    int all = STARTING + frames;
    try (AnswerReader reader = new AnswerReader(topics, 1, clock);
        FrameSender sender = new FrameSender(topics, camera, 1, all, clock)) {
      while (reader.firstUnanswered(camera.get(0).name()) < all) {
        sender.check();
        Pause.millis(10);
      }
      Window window =
          new Window(
              sender.dueMicros(STARTING),
              STARTING,
              frames,
              TimeUnit.SECONDS.toMicros(1),
              clock.micros());
      return Waiting.of(camera, reader.answers(), window);
    } finally {
      process.cancel(job);
    }
  }

  private static void print(String name, Waiting waiting, Waiting baseline) {
    System.out.printf(
        Locale.ROOT,
        "%-28s p50 %5.1f ms, p99 %5.1f ms, most %5.1f ms; of the 100 ms time-out's p50 %.2f, p99 %.2f%n",
        name,
        waiting.millis(50),
        waiting.millis(99),
        waiting.millis(100),
        waiting.millis(50) / baseline.millis(50),
        waiting.millis(99) / baseline.millis(99));
  }
}
