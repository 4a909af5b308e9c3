package io.meshstream.job.options;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * Reads options of a configuration, each by its rule. Where a value breaks its rule, it notes the
 * problem and goes on with the default.
 */
final class OptionReader {

  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

  private final Configuration configuration;
  private final Map<String, String> written;
  private final List<String> problems;

  /**
   * @param problems where problems are added
   */
  OptionReader(Configuration configuration, List<String> problems) {
    this.configuration = withEnumConstants(configuration);
    this.written = configuration.toMap();
    this.problems = problems;
  }

  /** Flink knows enum constants by name alone: {@code full_range}, where people set full-range. */
  private static Configuration withEnumConstants(Configuration configuration) {
    Configuration copy = new Configuration(configuration);
    for (ConfigOption<?> option : JobOptions.all()) {
      if (option.defaultValue() instanceof Enum) {
        OptionNames.keys(option)
            .filter(configuration::containsKey)
            .forEach(
                key -> {
                  String value = configuration.toMap().get(key);
                  copy.setString(key, value.strip().replace('-', '_'));
                });
      }
    }
    return copy;
  }

  /** Notes a problem: {@code thing: value (expected: rule); what to do}. */
  void note(String problem) {
    problems.add(problem);
  }

  /** Tells whether an option is true; of one that is neither, whoever reads it notes so. */
  boolean isOn(ConfigOption<Boolean> option) {
    try {
      return configuration.get(option);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Reads an option of which every value that its type knows is right. */
  <T> T read(ConfigOption<T> option) {
    return read(option, OptionValues.of(option), value -> true);
  }

  /**
   * Reads an option.
   *
   * @param expected the rule, for people
   */
  <T> T read(ConfigOption<T> option, String expected, Predicate<T> rule) {
    T value;
    try {
      value = configuration.get(option);
    } catch (IllegalArgumentException e) {
      return wrong(option, expected);
    }
    return rule.test(value) ? value : wrong(option, expected);
  }

  private <T> T wrong(ConfigOption<T> option, String expected) {
    String key =
        OptionNames.keys(option).filter(written::containsKey).findFirst().orElse(option.key());
    note("%s: %s (expected: %s)".formatted(key, written.get(key), expected));
    return option.defaultValue();
  }

  /** Reads a whole number. */
  int count(ConfigOption<Integer> option, int lowest, int highest) {
    return read(
        option,
        "%d to %d".formatted(lowest, highest),
        value -> value >= lowest && value <= highest);
  }

  /** Reads a whole number in bounds, or 0. */
  int countOrZero(ConfigOption<Integer> option, int lowest, int highest) {
    return read(
        option,
        "0, or %d to %d".formatted(lowest, highest),
        value -> value == 0 || (value >= lowest && value <= highest));
  }

  /** Reads a number of 0 to 1. */
  double fraction(ConfigOption<Double> option) {
    return fractionOrNone(option);
  }

  /** Reads a number of 0 to 1 that need not be set: null, if it is not. */
  Double fractionOrNone(ConfigOption<Double> option) {
    return read(option, "0 to 1", value -> value == null || (value >= 0 && value <= 1));
  }

  /** Reads a size of at most 1 GiB. */
  long bytes(ConfigOption<MemorySize> option, MemorySize smallest) {
    return read(
            option,
            "%d bytes to 1 gb, such as 16 mb".formatted(smallest.getBytes()),
            size ->
                size.compareTo(smallest) >= 0 && size.compareTo(MemorySize.ofMebiBytes(1024)) <= 0)
        .getBytes();
  }

  /** Reads a time of any length. */
  Duration span(ConfigOption<Duration> option, String example) {
    return read(option, "0 s or longer, such as " + example, duration -> !duration.isNegative());
  }

  /** Reads a time that is neither too short nor too long. */
  Duration between(
      ConfigOption<Duration> option, Duration shortest, Duration longest, String example) {
    return read(
        option,
        "%s to %s, such as %s"
            .formatted(OptionValues.text(shortest), OptionValues.text(longest), example),
        duration -> duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0);
  }

  /** Reads the name of a Kafka topic. */
  String topic(ConfigOption<String> option) {
    return read(
        option,
        "a topic name: at most 249 letters, digits, dots, underscores and hyphens",
        topic -> TOPIC.matcher(topic).matches());
  }

  /** Reads the name of a Kafka topic, or nothing, which stands for no topic. */
  String topicOrNone(ConfigOption<String> option) {
    return read(
        option,
        "empty, or a topic name: at most 249 letters, digits, dots, underscores and hyphens",
        topic -> topic.isEmpty() || TOPIC.matcher(topic).matches());
  }

  /** Notes a problem if two options name the same topic. */
  void noteSame(
      ConfigOption<String> option, String topic, ConfigOption<String> other, String otherTopic) {
    if (topic.equals(otherTopic)) {
      note("%s: %s (expected: another topic than %s)".formatted(option.key(), topic, other.key()));
    }
  }

  /**
   * Reads a name.
   *
   * @param suitable what it is unless it is set
   */
  String name(ConfigOption<String> option, String suitable) {
    String name = read(option, "a name", value -> value == null || !value.isBlank());
    return name == null ? suitable : name;
  }

  /**
   * Reads an option whose text means something else.
   *
   * @param parser knows what a text means; gives nothing for one that makes no sense
   */
  <T> T parsed(ConfigOption<String> option, String expected, Function<String, Optional<T>> parser) {
    String text = read(option, expected, value -> parser.apply(value).isPresent());
    return parser.apply(text).orElseThrow();
  }

  /** Returns what options are set to that begin like this, by the rest of their keys. */
  Map<String, String> beginningWith(String prefix) {
    Map<String, String> values = new TreeMap<>();
    written.forEach(
        (key, value) -> {
          if (key.startsWith(prefix) && key.length() > prefix.length()) {
            values.put(key.substring(prefix.length()), value);
          }
        });
    return values;
  }
}
