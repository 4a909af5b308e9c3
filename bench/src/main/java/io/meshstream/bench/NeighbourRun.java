package io.meshstream.bench;

import io.meshstream.bench.Waiting.Window;
import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipPicture;
import io.meshstream.tools.simulation.ClipStudio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Runs scenarios, each with a job and topics of its own on the same cluster, so that code once
 * compiled stays so. For one thread.
 *
 * @param seconds how long each is measured
 * @param patienceSeconds how long answers are waited for after that
 * @param cameras the number of neighbours
 * @param jobOptions what every job is told
 */
record NeighbourRun(
    BrokerProcess broker,
    Neighbourhood neighbourhood,
    List<Clip> clips,
    MicroClock clock,
    int seconds,
    int patienceSeconds,
    int cameras,
    List<String> jobOptions) {

  private static final PictureSize SIZE = new PictureSize(640, 360);
  private static final int CLIP_FRAMES = 120;
  private static final int CLIPS = 4;
  private static final int FRAMES_PER_SECOND = 10;
  private static final int FLOOD = 50;

  private static final long PERIOD_MICROS = TimeUnit.SECONDS.toMicros(1) / FRAMES_PER_SECOND;
  private static final int STARTING_SECONDS = 120;

  /** So long must all neighbours be answered in time before anything is measured. */
  private static final int SETTLING_SECONDS = 5;

  /** Hostile frames come when the measurement has begun, so that they cannot come before it. */
  private static final long HOSTILE_DELAY_MICROS = TimeUnit.SECONDS.toMicros(1);

  static List<Clip> makeClips() {
    ClipStudio studio = new ClipStudio();
    return IntStream.range(0, CLIPS)
        .mapToObj(number -> studio.clip(number, SIZE, CLIP_FRAMES))
        .toList();
  }

  static String description(int cameras) {
    return "%d neighbours, %s, %d frames/s each".formatted(cameras, SIZE, FRAMES_PER_SECOND);
  }

  /**
   * What came of a scenario.
   *
   * @param scenario the scenario
   * @param neighbours the neighbours
   * @param answers all records
   * @param window what is measured
   * @param takenMicros how long it took until the broker had a neighbour's frame
   * @param hostileSent how many hostile frames were sent
   * @param hostile the records of hostile frames
   * @param failures why the job was restarted, each time; empty when the cluster does not say
   * @param checkpoints those since the measurement began; empty when the cluster does not say
   */
  record Result(
      Scenario scenario,
      List<SentCamera> neighbours,
      List<Answer> answers,
      Window window,
      Histogram takenMicros,
      long hostileSent,
      List<Answer> hostile,
      Optional<List<String>> failures,
      Optional<FlinkWeb.Checkpoints> checkpoints) {

    Waiting waiting() {
      return Waiting.of(neighbours, answers, window);
    }

    /** Returns whether every frame has a record and the job ran on. */
    boolean isUnharmed() {
      return failures.filter(List::isEmpty).isPresent() && waiting().unanswered() == 0 && isOver();
    }

    /**
     * Returns whether no hostile picture is still being decoded; of a flood nobody waits for the
     * end.
     */
    boolean isOver() {
      return scenario.isFlood() || hostile.size() == hostileSent;
    }

    /** Returns each outcome of hostile frames with its number. */
    Map<String, Long> hostileOutcomes() {
      Map<String, Long> outcomes = new TreeMap<>();
      hostile.forEach(answer -> outcomes.merge(answer.outcome(), 1L, Long::sum));
      return outcomes;
    }

    /** Returns how long the hostile frame took that took longest. */
    long hostileMicros() {
      return hostile.stream().mapToLong(Answer::latencyMicros).max().orElse(0);
    }
  }

  /** Runs the job on a backlog, so that what it does is compiled. */
  void warmUp(JobProcess process, String name, int frames) throws IOException {
    Topics topics = Topics.create(broker, name, neighbourhood.partitions());
    String job = process.submit(options(topics, List.of()));
    List<SentCamera> all = neighbourhood.neighbours(cameras, clips);
    int each = frames / cameras;
    try (AnswerReader reader = new AnswerReader(topics, neighbourhood.partitions(), clock);
        FrameSender sender = new FrameSender(topics, all, 1_000, each, clock)) {
      long end = clock.micros() + TimeUnit.SECONDS.toMicros(STARTING_SECONDS);
      while (all.stream().anyMatch(camera -> reader.firstUnanswered(camera.name()) < each)) {
        sender.check();
        if (clock.micros() > end) {
          throw new IOException(
              "warm-up: not over after %d s (expected: it is); see the log file"
                  .formatted(STARTING_SECONDS));
        }
        Pause.millis(100);
      }
    }
    process.cancel(job);
  }

  /**
   * Runs a scenario.
   *
   * @param name unique beginning of the topics' names
   */
  Result run(JobProcess process, String name, Scenario scenario) throws IOException {
    List<SentCamera> all = neighbourhood.neighbours(cameras, clips);
    List<SentCamera> hostile = hostile(scenario);
    Topics topics = Topics.create(broker, name, neighbourhood.partitions());
    String job = process.submit(options(topics, scenario.jobOptions()));
    try (AnswerReader reader = new AnswerReader(topics, neighbourhood.partitions(), clock);
        FrameSender sender =
            new FrameSender(topics, all, FRAMES_PER_SECOND, Long.MAX_VALUE, clock)) {
      settle(reader, sender, all);
      sender.takeTakenMicros();
      long first = sender.frameAfter(clock.micros()) + 1;
      long count = (long) seconds * FRAMES_PER_SECOND;
      sender.endAfter(first + count);
      long sinceMillis = TimeUnit.MICROSECONDS.toMillis(sender.dueMicros(first));
      waitUntil(sender.dueMicros(first) + HOSTILE_DELAY_MICROS);
      long hostileSent = 0;
      if (hostile.isEmpty()) {
        waitUntil(sender.dueMicros(first + count));
        awaitAnswers(reader, sender, all, first + count, List.of());
      } else {
        long each = scenario.isFlood() ? Long.MAX_VALUE : 1;
        try (FrameSender attack =
            new FrameSender(topics, hostile, FLOOD * FRAMES_PER_SECOND, each, clock)) {
          waitUntil(sender.dueMicros(first + count));
          attack.endAfter(0);
          awaitAnswers(
              reader, sender, all, first + count, scenario.isFlood() ? List.of() : hostile);
          hostileSent = attack.sent() * hostile.size();
        }
      }
      Window window =
          new Window(sender.dueMicros(first), first, count, PERIOD_MICROS, clock.micros());
      List<Answer> answers = reader.answers();
      List<String> hostileNames = hostile.stream().map(SentCamera::name).toList();
      return new Result(
          scenario,
          all,
          answers,
          window,
          sender.takeTakenMicros(),
          hostileSent,
          answers.stream().filter(answer -> hostileNames.contains(answer.camera())).toList(),
          ask(() -> process.web().failures(job)),
          ask(() -> process.web().checkpoints(job, sinceMillis)));
    }
  }

  private List<String> options(Topics topics, List<String> ofScenario) {
    List<String> options = new ArrayList<>();
    options.add("-Dparallelism.default=" + neighbourhood.parallelism());
    options.addAll(jobOptions);
    options.addAll(ofScenario);
    options.addAll(topics.jobOptions());
    return options;
  }

  private List<SentCamera> hostile(Scenario scenario) {
    if (scenario.isFlood()) {
      return neighbourhood.hostile(1, i -> clips.get(0));
    }
    List<ClipPicture> pictures = scenario.pictures();
    return neighbourhood.hostile(
        scenario.hostileCameras(), i -> new Clip(List.of(pictures.get(i % pictures.size())), 0));
  }

  private void settle(AnswerReader reader, FrameSender sender, List<SentCamera> cameras)
      throws IOException {
    long end = clock.micros() + TimeUnit.SECONDS.toMicros(STARTING_SECONDS);
    long calmSince = clock.micros();
    while (clock.micros() - calmSince < TimeUnit.SECONDS.toMicros(SETTLING_SECONDS)) {
      sender.check();
      if (clock.micros() > end) {
        throw new IOException(
            "neighbours: not answered in time for %d s without a break, %d s after the start (expected: the machine is quick enough)"
                .formatted(SETTLING_SECONDS, STARTING_SECONDS));
      }
      long halfASecondAgo = sender.frameAfter(clock.micros()) - FRAMES_PER_SECOND / 2;
      if (cameras.stream()
          .anyMatch(camera -> reader.firstUnanswered(camera.name()) < halfASecondAgo)) {
        calmSince = clock.micros();
      }
      Pause.millis(20);
    }
  }

  private void awaitAnswers(
      AnswerReader reader,
      FrameSender sender,
      List<SentCamera> neighbours,
      long frames,
      List<SentCamera> hostile)
      throws IOException {
    long end = clock.micros() + TimeUnit.SECONDS.toMicros(patienceSeconds);
    while (clock.micros() < end
        && (neighbours.stream().anyMatch(camera -> reader.firstUnanswered(camera.name()) < frames)
            || hostile.stream().anyMatch(camera -> reader.firstUnanswered(camera.name()) < 1))) {
      sender.check();
      Pause.millis(20);
    }
  }

  private void waitUntil(long micros) throws IOException {
    while (clock.micros() < micros) {
      Pause.millis(Math.max(1, TimeUnit.MICROSECONDS.toMillis(micros - clock.micros())));
    }
  }

  /** A question to the cluster. */
  private interface Question<T> {
    T answer() throws IOException;
  }

  private static <T> Optional<T> ask(Question<T> question) {
    try {
      return Optional.of(question.answer());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
