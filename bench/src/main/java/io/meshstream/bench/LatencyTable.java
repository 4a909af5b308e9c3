package io.meshstream.bench;

import io.meshstream.job.options.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/**
 * How late records are at some shares of the load that the job can bear, how long its checkpoints
 * take, and what its threads take for a frame, with both deliveries, once its code is compiled. The
 * job has core 0 for itself; broker, sender and reader have the others: start it by {@code
 * bench/latency}.
 */
@Command(
    name = "bench/latency",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures how late records are at some loads. Other options go to the job.")
public final class LatencyTable implements Callable<Integer> {

  private static final int WARM_UPS = 4;

  @Option(names = "--seconds", description = "How long each load is measured.")
  private int seconds = 20;

  @Option(names = "--warm-up", description = "How many frames there are before that.")
  private int warmUp = 16_000;

  @Option(
      names = "--steady-warm-up",
      description =
          "How many seconds of half of the load come after those: what is done for each of frames that come one at a time is not compiled by a backlog.")
  private int steadyWarmUp = 60;

  @Option(names = "--full", description = "Of how many frames the backlog is.")
  private int full = 8_000;

  @Option(names = "--loads", split = ",", description = "In percent of what the job can bear.")
  private List<Integer> loads = List.of(20, 50, 80);

  @Option(names = "--deliveries", split = ",", description = "${COMPLETION-CANDIDATES}.")
  private List<Delivery> deliveries = List.of(Delivery.AT_LEAST_ONCE, Delivery.EXACTLY_ONCE);

  @Option(
      names = "--exactly-once-interval",
      description = "Between two checkpoints, where records come with them.")
  private String interval = "200ms";

  @Unmatched private List<String> jobOptions = new ArrayList<>();

  private LatencyTable() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new LatencyTable())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    MicroClock clock = new MicroClock();
    System.out.println("16 cameras, 720p, one face, one core for the job; milliseconds");
    for (Delivery delivery : deliveries) {
      String name = delivery.name().toLowerCase(Locale.ROOT);
      List<String> options = new ArrayList<>(jobOptions);
      options.add(LoadedJob.option(delivery));
      if (delivery == Delivery.EXACTLY_ONCE) {
        options.add("-Dexecution.checkpointing.interval=" + interval);
      }
      try (BrokerProcess broker = BrokerProcess.start();
          LoadedJob job = LoadedJob.start(broker, name, JobProcess.classPath(), clock, options)) {
        warmUp(job);
        measure(name, job, full, loads, seconds);
      }
    }
    return 0;
  }

  private void warmUp(LoadedJob job) throws IOException {
    double framesPerSecond = 0;
    for (int i = 0; i < WARM_UPS; i++) {
      framesPerSecond = job.full(warmUp / WARM_UPS).framesPerSecond();
    }
    job.paced(framesPerSecond / 2, steadyWarmUp);
  }

  private static void measure(
      String name, LoadedJob job, int fullFrames, List<Integer> loads, int seconds)
      throws IOException {
    System.out.println(header());
    LoadedJob.Seen full = job.full(fullFrames);
    print(name, "full", full);
    for (int load : loads) {
      LoadedJob.Seen paced = job.paced(full.framesPerSecond() * load / 100, seconds);
      print(name, load + " %", paced);
      LateFrames.table(paced.answers(), paced.events()).forEach(System.out::println);
    }
    System.out.println("  at full load, for a frame");
    FrameCost.table(List.of(full.cost())).forEach(System.out::println);
  }

  private static String header() {
    return "  %-13s %5s %8s %6s %6s %6s %6s   %11s %5s %5s %5s   %7s %7s %11s %6s"
        .formatted(
            "delivery",
            "load",
            "frames/s",
            "p50",
            "p90",
            "p99",
            "most",
            "checkpoints",
            "p50",
            "p99",
            "most",
            "a frame",
            "beside",
            "compilation",
            "others");
  }

  private static void print(String delivery, String load, LoadedJob.Seen seen) {
    Histogram latency = seen.latencyMicros();
    Histogram checkpoints = seen.checkpointMillis();
    System.out.printf(
        Locale.ROOT,
        "  %-13s %5s %8.0f %6.1f %6.1f %6.1f %6.1f   %11d %5d %5d %5d   %7.2f %7.2f %11.2f %4.0f %%%n",
        delivery,
        load,
        seen.framesPerSecond(),
        millis(latency, 50),
        millis(latency, 90),
        millis(latency, 99),
        millis(latency, 100),
        checkpoints.getTotalCount(),
        checkpoints.getValueAtPercentile(50),
        checkpoints.getValueAtPercentile(99),
        checkpoints.getMaxValue(),
        seen.cost().millisWithoutCompilation(),
        seen.cost().millisAdded(),
        seen.cost().millis(ThreadTimes.Kind.COMPILER),
        100 * seen.others());
  }

  private static double millis(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toMicros(1);
  }
}
