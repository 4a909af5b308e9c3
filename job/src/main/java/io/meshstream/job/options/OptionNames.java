package io.meshstream.job.options;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;

/** Knows the options by name, in each of the places they can be set, and what a typo may mean. */
final class OptionNames {

  static final String ENVIRONMENT_PREFIX = "MESHSTREAM_";

  private static final List<String> KEYS =
      JobOptions.all().stream().map(ConfigOption::key).toList();

  private OptionNames() {}

  static boolean isKnown(String key) {
    return KEYS.contains(key) || isKafkaProperty(key);
  }

  static boolean isKafkaProperty(String key) {
    return key.startsWith(JobOptions.KAFKA_PROPERTIES_PREFIX)
        && key.length() > JobOptions.KAFKA_PROPERTIES_PREFIX.length();
  }

  /** The problem with a key that is not known. */
  static String unknown(String key) {
    return "%s: unknown option (expected: one of those in OPTIONS.md)%s"
        .formatted(key, suggestion(key).map("; did you mean %s?"::formatted).orElse(""));
  }

  /** The known key that is most like this one, if any is. */
  static Optional<String> suggestion(String key) {
    int tolerated = Math.max(2, key.length() / 4);
    return KEYS.stream()
        .filter(known -> distance(known, key) <= tolerated)
        .min(Comparator.comparingInt(known -> distance(known, key)));
  }

  /** The environment variable of an option. */
  static String environmentVariable(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * The key that an environment variable sets. Kafka's property names know no underscore, so every
   * one of theirs was a dot.
   */
  static Optional<String> ofEnvironmentVariable(String variable) {
    String properties = environmentVariable(JobOptions.KAFKA_PROPERTIES_PREFIX);
    if (variable.startsWith(properties) && variable.length() > properties.length()) {
      String property = variable.substring(properties.length()).toLowerCase(Locale.ROOT);
      return Optional.of(JobOptions.KAFKA_PROPERTIES_PREFIX + property.replace('_', '.'));
    }
    return KEYS.stream().filter(key -> environmentVariable(key).equals(variable)).findFirst();
  }

  /** Levenshtein's: how many letters to insert, delete or replace. */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
