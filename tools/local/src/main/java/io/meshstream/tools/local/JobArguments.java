package io.meshstream.tools.local;

import io.meshstream.job.options.JobSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of a job as a command takes them: a file of them, and some by name. */
final class JobArguments {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "File of the job's options: YAML or Java properties.")
  private Path config;

  @Parameters(paramLabel = "KEY=VALUE", description = "Options of the job.")
  private List<String> options = List.of();

  /**
   * Reads the settings, as the job does.
   *
   * @param environment where options may be set as well
   * @param flink Flink's configuration, where they may be, too
   * @param others options that win over all these
   * @throws io.meshstream.job.options.InvalidOptionsException if something is wrong with them
   */
  JobSettings settings(
      Map<String, String> environment, Configuration flink, Map<String, String> others) {
    List<String> arguments = new ArrayList<>();
    if (config != null) {
      arguments.add("--config=" + config);
    }
    options.stream()
        .filter(each -> !others.containsKey(each.substring(0, Math.max(0, each.indexOf('=')))))
        .forEach(each -> arguments.add("--" + each));
    others.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    return JobSettings.from(arguments.toArray(String[]::new), environment, flink);
  }
}
