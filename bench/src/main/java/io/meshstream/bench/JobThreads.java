package io.meshstream.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the threads of the job take for a frame, beside those of another job in turns: one with
 * other options, or of another class path. Both have core 0, each while it is its turn; broker,
 * sender and reader have the others: start it by {@code bench/job-threads}.
 */
public final class JobThreads {

  private static final String USAGE =
      "bench/job-threads [--rounds=N] [--warm-up=FRAMES] [--frames=FRAMES] [--rate=FRAMES/S]"
          + " [--seconds=N] [--other-class-path=PATH] [--other=-DOPTION=VALUE ...]"
          + " [-DFLINK-OPTION=VALUE ...] [--JOB-OPTION=VALUE ...]";

  private JobThreads() {}

  public static void main(String[] arguments) throws Exception {
    if (Arrays.asList(arguments).contains("--help")) {
      System.out.println(USAGE);
      return;
    }
    List<String> ofOther = new ArrayList<>();
    Arguments given =
        new Arguments(
            Stream.of(arguments)
                .filter(each -> !each.startsWith("--other=") || !ofOther.add(each.substring(8)))
                .toArray(String[]::new));
    int rounds = given.take("rounds", "5", Integer::valueOf);
    int warmUp = given.take("warm-up", "16000", Integer::valueOf);
    int frames = given.take("frames", "4000", Integer::valueOf);
    double rate = given.take("rate", "0", Double::valueOf);
    int seconds = given.take("seconds", "10", Integer::valueOf);
    String otherClassPath = given.take("other-class-path", JobProcess.classPath(), path -> path);
    MicroClock clock = new MicroClock();
    List<String> all = new ArrayList<>(given.rest());
    all.addAll(ofOther);
    try (BrokerProcess broker = BrokerProcess.start();
        LoadedJob job =
            LoadedJob.start(broker, "job", JobProcess.classPath(), clock, given.rest());
        LoadedJob other = LoadedJob.start(broker, "other", otherClassPath, clock, all)) {
      job.full(warmUp);
      other.full(warmUp);
      List<FrameCost> ofJob = new ArrayList<>();
      List<FrameCost> ofTheOther = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        ofJob.add(measure(job, rate, seconds, frames));
        ofTheOther.add(measure(other, rate, seconds, frames));
      }
      System.out.printf(
          "processor time of a frame, median of %d rounds in turns; its ratio to that of the other"
              + " job: least, median, most; how often threads were woken%n",
          rounds);
      FrameCost.table(ofJob, ofTheOther).forEach(System.out::println);
    }
  }

  private static FrameCost measure(LoadedJob job, double rate, int seconds, int frames)
      throws Exception {
    LoadedJob.Seen seen = rate == 0 ? job.full(frames) : job.paced(rate, seconds);
    System.out.printf(
        "%.0f frames/s, p50 %.1f ms, p99 %.1f ms; checkpoints p50 %d ms, p99 %d ms%n",
        seen.framesPerSecond(),
        seen.latencyMicros().getValueAtPercentile(50) / 1000.0,
        seen.latencyMicros().getValueAtPercentile(99) / 1000.0,
        seen.checkpointMillis().getValueAtPercentile(50),
        seen.checkpointMillis().getValueAtPercentile(99));
    return seen.cost();
  }
}
