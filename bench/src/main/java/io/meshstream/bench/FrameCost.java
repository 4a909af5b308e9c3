package io.meshstream.bench;

import io.meshstream.bench.ThreadTimes.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What the threads of a job took for some frames.
 *
 * @param frames how many
 */
record FrameCost(ThreadTimes taken, long frames) {

  double millis(Kind kind) {
    return taken.nanos().getOrDefault(kind, 0L)
        / (double) TimeUnit.MILLISECONDS.toNanos(1)
        / frames;
  }

  double wakeUps(Kind kind) {
    return taken.wakeUps().getOrDefault(kind, 0L) / (double) frames;
  }

  /** Returns what all threads took but those that compile, which are done one day. */
  double millisWithoutCompilation() {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind != Kind.COMPILER)
        .mapToDouble(this::millis)
        .sum();
  }

  /** Returns what the job adds to the threads that decode and run the models. */
  double millisAdded() {
    return millisWithoutCompilation() - millis(Kind.VISION);
  }

  /** Returns a table of several measurements of a job, as medians. */
  static List<String> table(List<FrameCost> costs) {
    List<String> lines = new ArrayList<>();
    lines.add("  %-22s %8s %8s".formatted("thread", "ms", "woken"));
    for (Kind kind : Kind.values()) {
      lines.add(
          line(kind.toString(), costs, cost -> cost.millis(kind))
              + text(median(costs, cost -> cost.wakeUps(kind)), 2));
    }
    lines.add(line("without compilation", costs, FrameCost::millisWithoutCompilation));
    lines.add(line("without vision either", costs, FrameCost::millisAdded));
    return lines;
  }

  /** Returns a table of two jobs that were measured in turns, with the ratio of each turn's. */
  static List<String> table(List<FrameCost> ofJob, List<FrameCost> ofOther) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  %-22s %8s %8s   %-14s   %8s %8s"
            .formatted("thread", "ms", "other", "ratio", "woken", "other"));
    for (Kind kind : Kind.values()) {
      lines.add(
          line(kind.toString(), ofJob, ofOther, cost -> cost.millis(kind))
              + "  "
              + text(median(ofJob, cost -> cost.wakeUps(kind)), 2)
              + text(median(ofOther, cost -> cost.wakeUps(kind)), 2));
    }
    lines.add(line("without compilation", ofJob, ofOther, FrameCost::millisWithoutCompilation));
    lines.add(line("without vision either", ofJob, ofOther, FrameCost::millisAdded));
    return lines;
  }

  private static String line(
      String name, List<FrameCost> costs, ToDoubleFunction<FrameCost> millis) {
    return "  %-22s".formatted(name) + text(median(costs, millis), 3);
  }

  private static String line(
      String name,
      List<FrameCost> ofJob,
      List<FrameCost> ofOther,
      ToDoubleFunction<FrameCost> millis) {
    double[] ratios = new double[ofJob.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = millis.applyAsDouble(ofJob.get(i)) / millis.applyAsDouble(ofOther.get(i));
    }
    Arrays.sort(ratios);
    return line(name, ofJob, millis)
        + text(median(ofOther, millis), 3)
        + String.format(
            Locale.ROOT,
            "   %.2f %.2f %.2f",
            ratios[0],
            ratios[ratios.length / 2],
            ratios[ratios.length - 1]);
  }

  private static String text(double value, int decimals) {
    return String.format(Locale.ROOT, " %8." + decimals + "f", value);
  }

  private static double median(List<FrameCost> costs, ToDoubleFunction<FrameCost> value) {
    double[] values = costs.stream().mapToDouble(value).sorted().toArray();
    return values[values.length / 2];
  }
}
