package io.meshstream.job.preflight;

import java.util.List;

/**
 * What a thorough look at the job's surroundings found.
 *
 * @param topics its topics, as far as they are there
 * @param problems what keeps the job from running, each {@code thing: value (expected: rule); what
 *     to do}
 * @param warnings what somebody should know, likewise
 */
public record Survey(List<TopicFacts> topics, List<String> problems, List<String> warnings) {

  /** Copies the lists. */
  public Survey {
    topics = List.copyOf(topics);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }
}
