package io.meshstream.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/**
 * What the threads of the job take for a frame, beside those of another job in turns: one with
 * other options, or of another class path. Both have core 0, each while it is its turn; broker,
 * sender and reader have the others: start it by {@code bench/job-threads}.
 */
@Command(
    name = "bench/job-threads",
    mixinStandardHelpOptions = true,
    description = "Measures what the job's threads take. Other options go to both jobs.")
public final class JobThreads implements Callable<Integer> {

  @Option(names = "--rounds", description = "How often both are measured.")
  private int rounds = 5;

  @Option(names = "--warm-up", description = "How many frames there are before that.")
  private int warmUp = 16_000;

  @Option(names = "--frames", description = "How many are measured at full load.")
  private int frames = 4_000;

  @Option(names = "--rate", description = "In frames a second; 0: full load.")
  private double rate;

  @Option(names = "--seconds", description = "How long a rate is measured.")
  private int seconds = 10;

  @Option(names = "--other-class-path", description = "Of the other job, if it is not the same.")
  private String otherClassPath = JobProcess.classPath();

  @Option(names = "--other", description = "An option of the other job alone.")
  private List<String> otherOptions = new ArrayList<>();

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  private JobThreads() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new JobThreads()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    MicroClock clock = new MicroClock();
    List<String> all = new ArrayList<>(jobOptions);
    all.addAll(otherOptions);
    try (BrokerProcess broker = BrokerProcess.start();
        LoadedJob job = LoadedJob.start(broker, "job", JobProcess.classPath(), clock, jobOptions);
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
    return 0;
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
