package io.meshstream.bench;

import io.meshstream.job.options.Delivery;
import io.meshstream.job.options.SinkSettings;
import io.meshstream.job.options.TrackerOptions;
import io.meshstream.tools.simulation.Clip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * A job on core 0, in a process of its own, that goes on from one measurement to the next, so that
 * its code stays compiled; with frames of 720p from 16 cameras that are all tracked. For one
 * thread.
 */
final class LoadedJob implements AutoCloseable {

  private static final List<String> ON_CORE_0 = List.of("taskset", "--cpu-list", "0");
  private static final String HEAP = "1g";
  private static final int CAMERAS = 16;
  private static final int PARTITIONS = 8;

  /** At the end of a backlog some cameras have frames and others none any more. */
  private static final double EVEN_SHARE = 0.95;

  private static final int SETTLING_SECONDS = 3;
  private static final int PATIENCE_SECONDS = 300;

  private static final Clip CLIP = MovingPortrait.clip();

  private final MicroClock clock;
  private final BrokerProcess broker;
  private final JobProcess process;
  private final CompilationWatch compilation;
  private final Topics topics;
  private final String job;
  private final AnswerReader reader;
  private int measurements;

  private LoadedJob(
      MicroClock clock,
      BrokerProcess broker,
      JobProcess process,
      Topics topics,
      String job,
      AnswerReader reader) {
    this.clock = clock;
    this.broker = broker;
    this.process = process;
    this.compilation = CompilationWatch.start(process.pid(), clock);
    this.topics = topics;
    this.job = job;
    this.reader = reader;
  }

  /**
   * What was seen.
   *
   * @param others which part of all cores others have taken, from 0 to 1
   * @param answers to the frames that were due meanwhile
   * @param events by name, when there was what holds frames up; before and after it, too
   * @param checkpointMillis from the trigger of a checkpoint to its end
   */
  record Seen(
      double framesPerSecond,
      FrameCost cost,
      double others,
      List<Answer> answers,
      Map<String, List<TimeSpan>> events,
      Histogram checkpointMillis) {

    /** Returns from when a frame was due until its record was read. */
    Histogram latencyMicros() {
      Histogram latency = new Histogram(3);
      answers.forEach(each -> latency.recordValue(each.latencyMicros()));
      return latency;
    }
  }

  /**
   * Starts it.
   *
   * @param name unique; also of its log
   * @param classPath where the job's classes are
   * @param options Flink's and the job's
   */
  static LoadedJob start(
      BrokerProcess broker, String name, String classPath, MicroClock clock, List<String> options)
      throws IOException {
    Path log = Path.of("bench/target/" + name + ".log").toAbsolutePath();
    Topics topics = Topics.create(broker, name, PARTITIONS);
    JobProcess process = JobProcess.start(ON_CORE_0, classPath, HEAP, 1, log);
    String job = process.submit(options(topics, options));
    boolean committed = options.contains(option(Delivery.EXACTLY_ONCE));
    AnswerReader reader = new AnswerReader(topics, PARTITIONS, clock, committed);
    return new LoadedJob(clock, broker, process, topics, job, reader);
  }

  private static List<String> options(Topics topics, List<String> options) {
    List<String> all = new ArrayList<>();
    all.add("-Dparallelism.default=1");
    all.addAll(topics.jobOptions());
    // However seldom a camera sends, its face is tracked on.
    all.add("--%s=0 s".formatted(TrackerOptions.REGION_TTL.key()));
    all.addAll(options);
    return all;
  }

  /** Returns the option that says what readers can rely on. */
  static String option(Delivery delivery) {
    return "--%s=%s".formatted(SinkSettings.DELIVERY.key(), delivery);
  }

  /** Has it process a backlog of so many frames, as quickly as it can. */
  Seen full(int frames) throws IOException {
    int answered = reader.count();
    try (FrameSender sender = new FrameSender(topics, cameras(), 10_000, frames / CAMERAS, clock)) {
      sender.awaitEnd();
      Reading before = read();
      await(answered + (int) (frames * EVEN_SHARE));
      Reading after = read();
      await(answered + frames / CAMERAS * CAMERAS);
      return seen(before, after);
    }
  }

  /** Sends it frames at a steady rate. */
  Seen paced(double framesPerSecond, int seconds) throws IOException {
    try (FrameSender sender =
        new FrameSender(topics, cameras(), framesPerSecond / CAMERAS, Long.MAX_VALUE, clock)) {
      Pause.millis(TimeUnit.SECONDS.toMillis(SETTLING_SECONDS));
      Reading before = read();
      Pause.millis(TimeUnit.SECONDS.toMillis(seconds));
      Reading after = read();
      sender.endAfter(0);
      sender.awaitEnd();
      awaitAnswersUntil(after.micros());
      return seen(before, after);
    }
  }

  /** What has been done at a time. */
  private record Reading(long micros, int answers, ThreadTimes taken, CoreTime cores) {}

  private Reading read() throws IOException {
    List<ProcessHandle> own = List.of(ProcessHandle.current(), broker.handle(), process.handle());
    return new Reading(
        clock.micros(), reader.count(), ThreadTimes.of(process.pid()), CoreTime.of(own));
  }

  private Seen seen(Reading before, Reading after) throws IOException {
    int frames = after.answers() - before.answers();
    double seconds = (after.micros() - before.micros()) / (double) TimeUnit.SECONDS.toMicros(1);
    List<Answer> answers =
        reader.answers().stream()
            .filter(
                each -> each.dueMicros() >= before.micros() && each.dueMicros() < after.micros())
            .toList();
    return new Seen(
        frames / seconds,
        new FrameCost(after.taken().since(before.taken()), frames),
        after.cores().othersSince(before.cores()),
        answers,
        events(),
        process.web().checkpointMillis(job, TimeUnit.MICROSECONDS.toMillis(before.micros())));
  }

  private Map<String, List<TimeSpan>> events() throws IOException {
    Map<String, List<TimeSpan>> events = new LinkedHashMap<>();
    events.put("a checkpoint", process.web().checkpointSpans(job));
    events.put("compilation", compilation.spans());
    events.put("the job's garbage", process.safepoints(clock));
    events.put("the broker's garbage", broker.safepoints(clock));
    return events;
  }

  /** Waits until all frames have a record that were sent before a time, and one sent after it. */
  private void awaitAnswersUntil(long micros) throws IOException {
    long end = clock.micros() + TimeUnit.SECONDS.toMicros(PATIENCE_SECONDS);
    while (reader.answers().stream().noneMatch(answer -> answer.dueMicros() >= micros)) {
      requireBefore(end, reader.count() + 1);
      Pause.millis(20);
    }
    // What is in other partitions.
    Pause.millis(TimeUnit.SECONDS.toMillis(1));
  }

  private void await(int answers) throws IOException {
    long end = clock.micros() + TimeUnit.SECONDS.toMicros(PATIENCE_SECONDS);
    while (reader.count() < answers) {
      requireBefore(end, answers);
      Pause.millis(10);
    }
  }

  private void requireBefore(long end, int answers) throws IOException {
    if (clock.micros() > end) {
      throw new IOException(
          "records: %d after %d s (expected: %d); see the log files in bench/target"
              .formatted(reader.count(), PATIENCE_SECONDS, answers));
    }
  }

  /** Returns cameras that nobody has seen: a frame that has been there before would be shed. */
  private List<SentCamera> cameras() {
    measurements++;
    return IntStream.range(0, CAMERAS)
        .mapToObj(i -> new SentCamera("cam-%d-%d".formatted(measurements, i), i % PARTITIONS, CLIP))
        .toList();
  }

  @Override
  public void close() throws IOException {
    compilation.close();
    reader.close();
    process.cancel(job);
    process.close();
  }
}
