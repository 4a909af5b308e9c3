package io.meshstream.job.options;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.util.TimeUtils;

/** Writes options' values the way they are set. */
final class OptionValues {

  private OptionValues() {}

  /** Lists the values of an option of few: {@code true or false}, {@code avro or raw}. */
  static String of(ConfigOption<?> option) {
    if (option.defaultValue() instanceof Enum<?> value) {
      return Arrays.stream(value.getDeclaringClass().getEnumConstants())
          .map(OptionValues::text)
          .collect(Collectors.joining(", "));
    }
    return "true or false";
  }

  /** Writes the default of an option; {@code derived} if it follows from other options. */
  static String defaultOf(ConfigOption<?> option) {
    return option.hasDefaultValue() ? text(option.defaultValue()) : "derived";
  }

  /** Writes one value. */
  static String text(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    if (value instanceof Duration duration) {
      return duration.isZero() ? "0 s" : TimeUtils.formatWithHighestUnit(duration);
    }
    return String.valueOf(value);
  }
}
