package io.meshstream.job.options;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Collects the options from where they can be set: the command line wins over the environment, that
 * over the file, and that over Flink's configuration. What is wrong with a source is noted, and
 * reading goes on.
 */
final class OptionSources {

  private static final String CONFIG_FILE_VARIABLE = OptionNames.ENVIRONMENT_PREFIX + "CONFIG";

  private final List<String> problems;
  private final Map<String, String> commandLine = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private String file;

  private OptionSources(List<String> problems) {
    this.problems = problems;
  }

  /**
   * Collects the options.
   *
   * @param arguments the command line: {@code --config FILE}, {@code --key value}, {@code
   *     --key=value}
   * @param variables the environment: {@code MESHSTREAM_CONFIG}, {@code MESHSTREAM_FRAMES_TOPIC}
   *     and so on
   * @param flink Flink's configuration, where options are called {@code meshstream.frames.topic}
   *     and so on; its {@code pipeline.name} is taken as it is
   * @param problems where problems are added
   */
  static Configuration collect(
      String[] arguments,
      Map<String, String> variables,
      ReadableConfig flink,
      List<String> problems) {
    OptionSources sources = new OptionSources(problems);
    sources.readEnvironment(variables);
    sources.readCommandLine(arguments);
    Map<String, String> all = sources.ofFlink(flink.toMap());
    if (sources.file != null) {
      all.putAll(OptionFile.read(sources.file, problems));
    }
    all.putAll(sources.environment);
    all.putAll(sources.commandLine);
    all.keySet().removeIf(sources::isUnknown);
    Configuration configuration = Configuration.fromMap(all);
    flink
        .getOptional(PipelineOptions.NAME)
        .ifPresent(name -> configuration.set(PipelineOptions.NAME, name));
    return configuration;
  }

  /** Says what is unknown under the name by which it was set. */
  private Map<String, String> ofFlink(Map<String, String> flink) {
    Map<String, String> options = new HashMap<>();
    flink.forEach(
        (name, value) -> {
          if (name.startsWith(JobOptions.FLINK_PREFIX)) {
            String key = name.substring(JobOptions.FLINK_PREFIX.length());
            if (OptionNames.isKnown(key)) {
              options.put(key, value);
            } else {
              problems.add(OptionNames.unknown(JobOptions.FLINK_PREFIX, key));
            }
          }
        });
    return options;
  }

  private boolean isUnknown(String key) {
    if (OptionNames.isKnown(key)) {
      return false;
    }
    problems.add(OptionNames.unknown(key));
    return true;
  }

  private void readEnvironment(Map<String, String> variables) {
    file = variables.get(CONFIG_FILE_VARIABLE);
    variables.forEach(
        (variable, value) -> {
          if (variable.startsWith(OptionNames.ENVIRONMENT_PREFIX)
              && !variable.equals(CONFIG_FILE_VARIABLE)) {
            OptionNames.ofEnvironmentVariable(variable)
                .ifPresentOrElse(
                    key -> environment.put(key, value),
                    () -> OptionNames.unknownVariable(variable).ifPresent(problems::add));
          }
        });
  }

  private void readCommandLine(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith("--")) {
        problems.add("%s: stray argument (expected: --option=value)".formatted(argument));
        continue;
      }
      int equals = argument.indexOf('=');
      if (equals >= 0) {
        set(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
        set(argument.substring(2), arguments[++i]);
      } else {
        problems.add("%s: no value (expected: %s=value)".formatted(argument, argument));
      }
    }
  }

  private void set(String key, String value) {
    if (key.equals("config")) {
      file = value;
    } else if (commandLine.put(key, value) != null) {
      problems.add("--%s: given twice (expected: once)".formatted(key));
    }
  }
}
