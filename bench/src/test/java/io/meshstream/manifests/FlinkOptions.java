package io.meshstream.manifests;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** The options of Flink and of the operator's autoscaler, by the classes that declare them. */
final class FlinkOptions {

  private static final List<Class<?>> CLASSES =
      List.of(
          AutoScalerOptions.class,
          CheckpointingOptions.class,
          CoreOptions.class,
          ExternalResourceOptions.class,
          HighAvailabilityOptions.class,
          JobManagerOptions.class,
          MetricOptions.class,
          PipelineOptions.class,
          RestartStrategyOptions.class,
          TaskManagerOptions.class);

  /** Options whose names contain one that the user chooses. */
  private static final List<Pattern> NAMED =
      List.of(
          // Those of PrometheusReporter, which are no ConfigOptions.
          Pattern.compile(
              "metrics\\.reporter\\.prom\\.(factory\\.class|port|filterLabelValueCharacters)"),
          // Newer than the newest autoscaler that Maven Central has.
          Pattern.compile("job\\.autoscaler\\.utilization\\.(target|max|min)"),
          // The last one is read by the driver of the plug-in.
          Pattern.compile(
              "external-resource\\.gpu\\.(amount|driver-factory\\.class|kubernetes\\.config-key"
                  + "|param\\.discovery-script\\.path)"));

  private static final Map<String, ConfigOption<?>> OPTIONS = options();

  private FlinkOptions() {}

  private static Map<String, ConfigOption<?>> options() {
    Map<String, ConfigOption<?>> options = new HashMap<>();
    for (Class<?> type : CLASSES) {
      for (Field field : type.getFields()) {
        if (field.getType() == ConfigOption.class && Modifier.isStatic(field.getModifiers())) {
          ConfigOption<?> option = valueOf(field);
          options.put(option.key(), option);
        }
      }
    }
    return options;
  }

  private static ConfigOption<?> valueOf(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new LinkageError(field.toString(), e);
    }
  }

  /** Says what is wrong with an option, if anything is. */
  static Optional<String> problem(String key, String value) {
    if (NAMED.stream().anyMatch(named -> named.matcher(key).matches())) {
      return Optional.empty();
    }
    ConfigOption<?> option = OPTIONS.get(key);
    if (option == null) {
      return Optional.of(key + ": no such option");
    }
    try {
      Configuration.fromMap(Map.of(key, value)).get(option);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(key + ": " + e.getMessage());
    }
  }
}
