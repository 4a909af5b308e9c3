package io.meshstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.tools.Meshstream;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.simulation.Clip;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.LogDirDescription;
import picocli.CommandLine;

/**
 * Checks what {@code meshstream size} says by a real run: the job on one core, from topic to topic,
 * with as many cameras as that core is said to bear. Prints beside the prediction how busy the core
 * was, what lies on the topics for a frame, and how late records were; fails if the job fell behind
 * or the prediction is off by more than a fifth.
 *
 * <p>The job runs on core 0, all else on the others: start it by {@code bench/size-check}.
 */
public final class SizeCheck {

  private static final String TRACKED = "tracked";
  private static final String SOUGHT = "sought";
  private static final double FRAMES_PER_SECOND = 15;
  private static final int PARTITIONS = 2;
  private static final String HEAP = "512m";
  private static final Path LOG = Path.of("bench/target/size-check.log");
  private static final List<String> ON_CORE_0 = List.of("taskset", "--cpu-list", "0");

  private static final int WARM_UP_FRAMES = 12_000;
  private static final int WARM_UP_CAMERAS = 8;
  private static final int WARM_UP_SECONDS = 300;
  private static final int IDLE_SECONDS = 20;
  private static final int SETTLING_SECONDS = 20;
  private static final int MEASURED_SECONDS = 60;
  private static final double TOLERANCE = 0.2;

  /** A record that is later than that belongs to a job that falls behind. */
  private static final int LATE_SECONDS = 2;

  private final MicroClock clock = new MicroClock();
  private final BrokerProcess broker;
  private final List<String> jobOptions;

  private SizeCheck(BrokerProcess broker, List<String> jobOptions) {
    this.broker = broker;
    this.jobOptions = jobOptions;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> runs = Stream.of(arguments).filter(each -> !each.startsWith("--")).toList();
    List<String> options = Stream.of(arguments).filter(each -> each.startsWith("--")).toList();
    if (!List.of(TRACKED, SOUGHT).containsAll(runs)) {
      throw new IllegalArgumentException(
          "runs: %s (expected: %s or %s); leave them out for both"
              .formatted(runs, TRACKED, SOUGHT));
    }
    boolean good = true;
    try (BrokerProcess broker = BrokerProcess.start()) {
      SizeCheck check = new SizeCheck(broker, options);
      System.out.println("one core for the job; of that, predicted and seen");
      if (runs.isEmpty() || runs.contains(TRACKED)) {
        good &= check.run(TRACKED, 0, List.of());
      }
      if (runs.isEmpty() || runs.contains(SOUGHT)) {
        // One face, and a second one that is sought in each frame.
        good &= check.run(SOUGHT, 1, List.of("--face.max-faces=2"));
      }
    }
    System.exit(good ? 0 : 1);
  }

  private boolean run(String name, double detectorShare, List<String> ofRun) throws Exception {
    Clip clip = MovingPortrait.clip();
    long bytes =
        Math.round(
            clip.pictures().stream()
                .mapToInt(picture -> picture.data().remaining())
                .average()
                .orElseThrow());
    JsonNode predicted = size(bytes, detectorShare);
    int cameras = predicted.path("cameras").asInt();
    Topics topics = Topics.create(broker, name, PARTITIONS);
    try (JobProcess process = JobProcess.start(ON_CORE_0, HEAP, 1, LOG.toAbsolutePath())) {
      String job = process.submit(options(topics, ofRun));
      try (AnswerReader reader = new AnswerReader(topics, PARTITIONS, clock)) {
        warmUp(topics, reader, clip);
        double idle = busyCores(process, IDLE_SECONDS);
        Seen seen = paced(process, topics, reader, clip, cameras);
        print(name, cameras, predicted, idle, seen);
        process.cancel(job);
        return seen.behind() == 0
            && Math.abs(seen.busyCores() / predicted.path("busyCores").asDouble() - 1) <= TOLERANCE;
      }
    }
  }

  /**
   * What a run showed.
   *
   * @param behind frames without a record, or with a late one
   */
  private record Seen(
      double busyCores,
      Histogram latencyMillis,
      long behind,
      double frameBytes,
      double recordBytes,
      long residentBytes) {}

  private Seen paced(JobProcess process, Topics topics, AnswerReader reader, Clip clip, int cameras)
      throws IOException {
    List<SentCamera> all = cameras("cam", cameras, clip);
    Map<String, Long> before = topicBytes(topics);
    long answered = reader.answers().size();
    long beginMicros = clock.micros();
    double busy;
    try (FrameSender sender =
        new FrameSender(topics, all, FRAMES_PER_SECOND, Long.MAX_VALUE, clock)) {
      Pause.millis(TimeUnit.SECONDS.toMillis(SETTLING_SECONDS));
      busy = busyCores(process, MEASURED_SECONDS);
      sender.endAfter(0);
      Pause.millis(TimeUnit.SECONDS.toMillis(LATE_SECONDS));
      sender.check();
      long sent = sender.sent();
      Histogram latency = new Histogram(3);
      long from = beginMicros + TimeUnit.SECONDS.toMicros(SETTLING_SECONDS);
      long late = 0;
      List<Answer> answers = reader.answers();
      for (Answer each : answers) {
        if (each.dueMicros() >= from) {
          latency.recordValue(TimeUnit.MICROSECONDS.toMillis(each.latencyMicros()));
          late += each.latencyMicros() > TimeUnit.SECONDS.toMicros(LATE_SECONDS) ? 1 : 0;
        }
      }
      long unanswered =
          all.stream()
              .mapToLong(camera -> Math.max(0, sent - reader.firstUnanswered(camera.name())))
              .sum();
      Map<String, Long> after = topicBytes(topics);
      double frames = answers.size() - answered;
      return new Seen(
          busy,
          latency,
          late + unanswered,
          (after.get(topics.frames()) - before.get(topics.frames())) / frames,
          (after.get(topics.landmarks()) - before.get(topics.landmarks())) / frames,
          residentBytes(process));
    }
  }

  private static void print(String name, int cameras, JsonNode predicted, double idle, Seen seen) {
    double rate = cameras * FRAMES_PER_SECOND;
    System.out.printf(
        Locale.ROOT,
        "%s: %d cameras at %.0f frames/s, 720p, %.0f kB; busy %.1f %%, %.1f %% seen (%.2f of the"
            + " prediction; idle %.1f %%); a frame %.2f ms, %.2f ms seen; on the topics %.0f and"
            + " %.0f bytes a frame, %.0f and %.0f seen; latency p50 %d ms, p99 %d ms, most %d ms;"
            + " late or without a record: %d; resident %d MB with a heap of %s%n",
        name,
        cameras,
        FRAMES_PER_SECOND,
        predicted.path("pictureBytes").asDouble() / 1000,
        100 * predicted.path("busyCores").asDouble(),
        100 * seen.busyCores(),
        seen.busyCores() / predicted.path("busyCores").asDouble(),
        100 * idle,
        predicted.path("frameMillis").asDouble(),
        (seen.busyCores() - idle) * 1000 / rate,
        predicted.path("framesBytesPerSecond").asDouble() / rate,
        predicted.path("landmarksBytesPerSecond").asDouble() / rate,
        seen.frameBytes(),
        seen.recordBytes(),
        seen.latencyMillis().getValueAtPercentile(50),
        seen.latencyMillis().getValueAtPercentile(99),
        seen.latencyMillis().getMaxValue(),
        seen.behind(),
        seen.residentBytes() / 1_000_000,
        HEAP);
  }

  /** Compiles what the job does, on a backlog. */
  private void warmUp(Topics topics, AnswerReader reader, Clip clip) throws IOException {
    List<SentCamera> all = cameras("warm", WARM_UP_CAMERAS, clip);
    long each = WARM_UP_FRAMES / WARM_UP_CAMERAS;
    try (FrameSender sender = new FrameSender(topics, all, 1_000, each, clock)) {
      long end = clock.micros() + TimeUnit.SECONDS.toMicros(WARM_UP_SECONDS);
      while (all.stream().anyMatch(camera -> reader.firstUnanswered(camera.name()) < each)) {
        sender.check();
        if (clock.micros() > end) {
          throw new IOException(
              "warm-up: not over after %d s (expected: it is); see %s"
                  .formatted(WARM_UP_SECONDS, LOG));
        }
        Pause.millis(100);
      }
    }
  }

  private static double busyCores(JobProcess process, int seconds) throws IOException {
    Duration before = process.processorTime();
    long start = System.nanoTime();
    Pause.millis(TimeUnit.SECONDS.toMillis(seconds));
    return process.processorTime().minus(before).toNanos() / (double) (System.nanoTime() - start);
  }

  private static long residentBytes(JobProcess process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Long> topicBytes(Topics topics) throws IOException {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, topics.bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      List<Integer> brokers =
          admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
      Map<String, Long> bytes = new HashMap<>();
      for (Map<String, LogDirDescription> folders :
          admin.describeLogDirs(brokers).allDescriptions().get().values()) {
        folders
            .values()
            .forEach(
                folder ->
                    folder
                        .replicaInfos()
                        .forEach(
                            (partition, replica) ->
                                bytes.merge(partition.topic(), replica.size(), Long::sum)));
      }
      return bytes;
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException("topics: sizes not told (expected: the broker answers)", e);
    }
  }

  private static List<SentCamera> cameras(String prefix, int count, Clip clip) {
    return IntStream.range(0, count)
        .mapToObj(i -> new SentCamera(prefix + "-" + i, i % PARTITIONS, clip))
        .toList();
  }

  private List<String> options(Topics topics, List<String> ofRun) {
    List<String> options = new ArrayList<>();
    options.add("-Dparallelism.default=1");
    options.add("-Dexecution.checkpointing.interval=1s");
    options.addAll(topics.jobOptions());
    options.addAll(ofRun);
    options.addAll(jobOptions);
    return options;
  }

  /** Asks the command, as its users do. */
  private static JsonNode size(long pictureBytes, double detectorShare) throws IOException {
    StopSignal stop = new StopSignal();
    CommandLine line = Meshstream.commandLine(stop, Optional.empty());
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out, true));
    int exitCode =
        line.execute(
            "size",
            "--cores=1",
            "--cores-per-taskmanager=1",
            "--fps=" + FRAMES_PER_SECOND,
            "--size=1280x720",
            "--picture-bytes=" + pictureBytes,
            "--detector-share=" + detectorShare,
            "--json");
    stop.end();
    if (exitCode != 0) {
      throw new IOException("size: exit code %d (expected: 0)".formatted(exitCode));
    }
    return new ObjectMapper().readTree(out.toString());
  }
}
