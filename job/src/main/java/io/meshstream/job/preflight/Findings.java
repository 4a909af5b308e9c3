package io.meshstream.job.preflight;

import java.util.ArrayList;
import java.util.List;

/** Gathers what checks find: problems, which keep the job from starting, and warnings. */
final class Findings {

  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Notes why the job cannot run. */
  void problem(String problem) {
    problems.add(problem);
  }

  /** Notes what somebody should know who starts the job. */
  void warning(String warning) {
    warnings.add(warning);
  }

  List<String> problems() {
    return problems;
  }

  List<String> warnings() {
    return warnings;
  }
}
