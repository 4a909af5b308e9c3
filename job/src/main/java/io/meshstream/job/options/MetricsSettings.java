package io.meshstream.job.options;

import java.io.Serializable;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * How much the job's metrics tell apart.
 *
 * @param cameras how many cameras of a subtask have metrics of their own
 */
public record MetricsSettings(int cameras) implements Serializable {

  public static final ConfigOption<Integer> CAMERAS =
      ConfigOptions.key("metrics.cameras")
          .intType()
          .defaultValue(200)
          .withDescription(
              "How many cameras of a subtask have metrics of their own, with their ids as label;"
                  + " those that come later share one label, _other, until others are forgotten"
                  + " (state.ttl). Each takes some 50 time series.");

  static final OptionGroup GROUP = OptionGroup.of("Metrics", CAMERAS);

  static MetricsSettings read(OptionReader options) {
    return new MetricsSettings(options.count(CAMERAS, 0, 100_000));
  }
}
