package io.meshstream.job.options;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;

/** Knows the options by name, in each of the places they can be set, and what a typo may mean. */
final class OptionNames {

  static final String ENVIRONMENT_PREFIX = "MESHSTREAM_";

  private static final List<String> KEYS =
      JobOptions.all().stream().map(ConfigOption::key).toList();

  /** The same, with what options were called in earlier versions. */
  private static final List<String> KEYS_EVER =
      JobOptions.all().stream().flatMap(OptionNames::keys).toList();

  /** What Flink's own options begin with, those of its usual plugins included. */
  private static final List<String> FLINK_PREFIXES =
      List.of(
          "akka.",
          "blob.",
          "classloader.",
          "cleanup-",
          "client.",
          "cluster.",
          "containerized.",
          "env.",
          "execution.",
          "external-resource",
          "fs.",
          "gs.",
          "heartbeat.",
          "high-availability",
          "io.",
          "job-result-store.",
          "jobmanager.",
          "jobstore.",
          "kubernetes.",
          "metrics.",
          "parallelism.",
          "pekko.",
          "pipeline.",
          "plugin.",
          "process.",
          "python.",
          "queryable-state.",
          "resourcemanager.",
          "rest.",
          "restart-strategy",
          "s3.",
          "s3a.",
          "scheduler-mode",
          "security.",
          "sink.committer.",
          "slot.",
          "slotmanager.",
          "state.",
          "table.",
          "task.",
          "taskmanager.",
          "traces.",
          "user.",
          "web.",
          "yarn.",
          "zookeeper.");

  /** What the job's options begin with, but for those of a single word. */
  private static final Set<String> PREFIXES =
      KEYS.stream()
          .filter(key -> key.contains("."))
          .map(key -> key.substring(0, key.indexOf('.') + 1))
          .collect(Collectors.toUnmodifiableSet());

  /**
   * What Kubernetes sets for a service: {@code MESHSTREAM_SERVICE_HOST}, {@code
   * MESHSTREAM_FRAMES_PORT_80_TCP_ADDR}.
   */
  private static final Pattern KUBERNETES =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");

  /** So many wrong letters are a slip, wherever the key is meant to belong. */
  private static final int SLIP = 2;

  private OptionNames() {}

  /** Lists what an option is called and was called in earlier versions. */
  static Stream<String> keys(ConfigOption<?> option) {
    Stream<FallbackKey> earlier =
        StreamSupport.stream(option.fallbackKeys().spliterator(), /* parallel= */ false);
    return Stream.concat(Stream.of(option.key()), earlier.map(FallbackKey::getKey));
  }

  static boolean isKnown(String key) {
    return KEYS_EVER.contains(key) || isKafkaProperty(key);
  }

  static boolean isKafkaProperty(String key) {
    return KafkaSettings.PROPERTY_PREFIXES.stream()
        .anyMatch(prefix -> key.startsWith(prefix) && key.length() > prefix.length());
  }

  /** Tells whether an option of Flink may be called so. */
  static boolean isFlinks(String key) {
    return FLINK_PREFIXES.stream().anyMatch(key::startsWith);
  }

  /** Tells whether a key can only be meant for the job, rightly or not. */
  static boolean isOwn(String key) {
    return PREFIXES.stream().anyMatch(key::startsWith) && (!isFlinks(key) || isSlip(key));
  }

  private static boolean isSlip(String key) {
    return KEYS.stream().anyMatch(known -> distance(known, key) <= SLIP);
  }

  /** Words the problem with a key that is not known. */
  static String unknown(String key) {
    return unknown("", key);
  }

  /** Words the same for a key that was set with a prefix. */
  static String unknown(String prefix, String key) {
    return "%s%s: unknown option (expected: one of those in OPTIONS.md)%s"
        .formatted(
            prefix,
            key,
            suggestion(key)
                .map(known -> "; did you mean %s%s?".formatted(prefix, known))
                .orElse(""));
  }

  /** Finds the known key that is most like this one, if any is. */
  private static Optional<String> suggestion(String key) {
    int tolerated = Math.max(SLIP, key.length() / 4);
    return KEYS.stream()
        .filter(known -> distance(known, key) <= tolerated)
        .min(Comparator.comparingInt(known -> distance(known, key)));
  }

  /** Names the environment variable of an option. */
  static String environmentVariable(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /**
   * Finds the key that an environment variable sets. Kafka's property names know no underscore, so
   * every one of theirs was a dot.
   */
  static Optional<String> ofEnvironmentVariable(String variable) {
    for (String prefix : KafkaSettings.PROPERTY_PREFIXES) {
      String properties = environmentVariable(prefix);
      if (variable.startsWith(properties) && variable.length() > properties.length()) {
        String property = variable.substring(properties.length()).toLowerCase(Locale.ROOT);
        return Optional.of(prefix + property.replace('_', '.'));
      }
    }
    return KEYS_EVER.stream().filter(key -> environmentVariable(key).equals(variable)).findFirst();
  }

  /**
   * Words the problem with an environment variable that sets no option, if it can only be meant to:
   * it differs from one that does in a letter or two, or begins as the variables of a concern do.
   * Kubernetes sets some as well, for services that are called so.
   */
  static Optional<String> unknownVariable(String variable) {
    Optional<String> known =
        KEYS.stream()
            .map(OptionNames::environmentVariable)
            .min(Comparator.comparingInt(each -> distance(each, variable)))
            .filter(each -> distance(each, variable) <= Math.max(SLIP, variable.length() / 8));
    boolean isOwn =
        known.isPresent()
            || PREFIXES.stream()
                .map(OptionNames::environmentVariable)
                .anyMatch(variable::startsWith);
    return isOwn && !KUBERNETES.matcher(variable).matches()
        ? Optional.of(
            "%s: unknown environment variable (expected: one of the options in OPTIONS.md)%s"
                .formatted(
                    variable, known.map(each -> "; did you mean %s?".formatted(each)).orElse("")))
        : Optional.empty();
  }

  /** Returns Levenshtein's distance: how many letters to insert, delete or replace. */
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
