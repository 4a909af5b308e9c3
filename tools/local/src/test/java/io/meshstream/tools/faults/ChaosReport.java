package io.meshstream.tools.faults;

import io.meshstream.tools.cluster.OutputDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What came of all plans so far, as a page. For one thread. */
final class ChaosReport {

  private final Path file;
  private final long seed;
  private final List<PlanReport> plans = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  ChaosReport(Path file, long seed) {
    this.file = file;
    this.seed = seed;
  }

  /** Adds a plan that came to its end. */
  void add(PlanReport plan) throws IOException {
    plans.add(plan);
    write();
  }

  /** Adds one that did not. */
  void addFailure(FaultPlan plan, Throwable failure) throws IOException {
    failures.add(plan.name() + ": " + failure.getMessage());
    write();
  }

  private void write() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# What faults do to the job");
    lines.add("");
    lines.add("Seed %d, plans: %d, faults: %d.".formatted(seed, plans.size(), faults()));
    lines.add("");
    lines.add("| | at least once | exactly once |");
    lines.add("|---|---|---|");
    line(lines, "frames", OutputDifference::records);
    line(lines, "lost", OutputDifference::lost);
    line(lines, "written twice", OutputDifference::duplicated);
    line(lines, "differing", difference -> difference.differing() + difference.unexpected());
    line(lines, "identity switches", OutputDifference::identitySwitches);
    line(lines, "events lost", OutputDifference::eventsLost);
    line(lines, "events differing", OutputDifference::eventsUnexpected);
    line(lines, "events told twice", OutputDifference::eventsDuplicated);
    lines.add("");
    lines.add(
        "From a fault's beginning, its own length included, until each camera had a record of a frame"
            + " that was sent after its end, in seconds:");
    lines.add("");
    lines.add("| fault | times | at least once p50 / p95 / max | exactly once p50 / p95 / max |");
    lines.add("|---|---|---|---|");
    Map<String, Map<String, List<Double>>> kinds = times();
    kinds.forEach(
        (kind, times) ->
            lines.add(
                "| %s | %d | %s | %s |"
                    .formatted(
                        kind,
                        times.get("exactly-once").size(),
                        percentiles(times.get("at-least-once")),
                        percentiles(times.get("exactly-once")))));
    lines.add("");
    lines.add(
        "JobManagers that ended by themselves and were started again: %d."
            .formatted(plans.stream().mapToInt(PlanReport::endedJobManagers).sum()));
    lines.add("");
    lines.add("What should not be:");
    lines.add("");
    List<String> wrong = new ArrayList<>(failures);
    plans.forEach(
        plan -> plan.problems().forEach(each -> wrong.add(plan.plan().name() + ": " + each)));
    if (wrong.isEmpty()) {
      wrong.add("nothing");
    }
    wrong.forEach(each -> lines.add("- " + each));
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  private int faults() {
    return plans.stream().mapToInt(plan -> plan.plan().faults().size()).sum();
  }

  private void line(List<String> lines, String name, ToLongFunction<OutputDifference> count) {
    lines.add(
        "| %s | %d | %d |"
            .formatted(name, sum("at-least-once", count), sum("exactly-once", count)));
  }

  private long sum(String delivery, ToLongFunction<OutputDifference> count) {
    return plans.stream()
        .mapToLong(plan -> count.applyAsLong(plan.differences().get(delivery)))
        .sum();
  }

  private Map<String, Map<String, List<Double>>> times() {
    Map<String, Map<String, List<Double>>> kinds = new TreeMap<>();
    for (PlanReport plan : plans) {
      for (FaultTime time : plan.times()) {
        kinds
            .computeIfAbsent(time.kind(), kind -> new TreeMap<>())
            .computeIfAbsent(time.delivery(), delivery -> new ArrayList<>())
            .add(time.seconds());
      }
    }
    return kinds;
  }

  private static String percentiles(List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%.1f / %.1f / %.1f",
        at(sorted, 0.5),
        at(sorted, 0.95),
        sorted.get(sorted.size() - 1));
  }

  private static double at(List<Double> sorted, double fraction) {
    return sorted.get((int) Math.ceil(fraction * sorted.size()) - 1);
  }
}
