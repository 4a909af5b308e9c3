package io.meshstream.job.options;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * The catalogue of the job's options, by concern. The class of a concern holds its options with
 * their rules, {@link JobSettings} what they are set to; {@code OPTIONS.md} lists them all.
 */
final class JobOptions {

  /** What the options begin with among Flink's own, in {@code config.yaml} and with {@code -D}. */
  static final String FLINK_PREFIX = "meshstream.";

  private static final List<OptionGroup> GROUPS =
      List.of(
          KafkaSettings.GROUP,
          FramesSettings.GROUP,
          SinkSettings.GROUP,
          ControlSettings.GROUP,
          EventsSettings.GROUP,
          TaskOptions.GROUP,
          DetectorOptions.GROUP,
          TrackerOptions.GROUP,
          PolicyOptions.GROUP,
          SmoothingOptions.GROUP,
          HandsOptions.GROUP,
          OutputSettings.GROUP,
          DetailOptions.GROUP,
          ComputeSettings.GROUP,
          InferenceSettings.GROUP,
          FreshnessSettings.GROUP,
          LimitsSettings.GROUP,
          StateSettings.GROUP,
          MetricsSettings.GROUP,
          RegistrySettings.GROUP);

  private JobOptions() {}

  /** Returns every option, by concern, in the order of the documentation. */
  static List<OptionGroup> groups() {
    return GROUPS;
  }

  /** Returns every option. */
  static List<ConfigOption<?>> all() {
    return GROUPS.stream().<ConfigOption<?>>flatMap(group -> group.options().stream()).toList();
  }
}
