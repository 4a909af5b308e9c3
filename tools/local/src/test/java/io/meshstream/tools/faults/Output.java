package io.meshstream.tools.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;

/**
 * How a job of a plan delivers, and where.
 *
 * @param plan the plan's name
 * @param suffix what its topics end with, after the plan's name
 * @param delivery a value of the job's option
 * @param isolation which of its records count
 */
record Output(String plan, String suffix, String delivery, IsolationLevel isolation) {

  static Output atLeastOnce(String plan) {
    return new Output(plan, "al", "at-least-once", IsolationLevel.READ_UNCOMMITTED);
  }

  static Output exactlyOnce(String plan) {
    return new Output(plan, "eo", "exactly-once", IsolationLevel.READ_COMMITTED);
  }

  static Output undisturbed(String plan) {
    return new Output(plan, "undisturbed", "at-least-once", IsolationLevel.READ_UNCOMMITTED);
  }

  /** The same job once more, on topics of its own. */
  Output again() {
    return new Output(plan, "again", delivery, isolation);
  }

  static String frames(String plan) {
    return "frames-" + plan;
  }

  static String control(String plan) {
    return "control-" + plan;
  }

  String landmarks() {
    return "landmarks-" + name();
  }

  String events() {
    return "events-" + name();
  }

  String deadLetters() {
    return "dead-letters-" + name();
  }

  String name() {
    return plan + "-" + suffix;
  }

  /**
   * The job's options.
   *
   * @param more others, or others than these
   */
  List<String> options(String server, Map<String, String> more) {
    Map<String, String> options = new HashMap<>();
    options.put("kafka.bootstrap-servers", server);
    options.put("kafka.group-id", name());
    options.put("frames.topic", frames(plan));
    options.put("control.topic", control(plan));
    options.put("landmarks.topic", landmarks());
    options.put("dead-letters.topic", deadLetters());
    options.put("events.topic", events());
    // How long cameras are silent is for a clock to say, and no part of the promise.
    options.put("events.stall-after", "1 h");
    options.put("sink.delivery", delivery);
    options.put("sink.transactional-id-prefix", name());
    options.putAll(more);
    return options.entrySet().stream()
        .map(each -> "--" + each.getKey() + "=" + each.getValue())
        .toList();
  }
}
