package io.meshstream.job.options;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * The options of one concern.
 *
 * @param title what the concern is called in the documentation
 * @param options the options, in the order of the documentation
 */
record OptionGroup(String title, List<ConfigOption<?>> options) {

  static OptionGroup of(String title, ConfigOption<?>... options) {
    return new OptionGroup(title, List.of(options));
  }
}
