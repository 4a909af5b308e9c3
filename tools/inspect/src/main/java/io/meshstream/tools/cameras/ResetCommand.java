package io.meshstream.tools.cameras;

import io.meshstream.job.records.ConfigRules;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.tools.console.PlainText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes settings of cameras back, all of them or some. */
@Command(
    name = "reset",
    description = {
      "Take back what was set of cameras: what is set for all, or else the job's options, hold again"
          + " from the next frame on."
    })
final class ResetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ControlTopicOptions topic;

  @Parameters(
      arity = "1..*",
      paramLabel = "CAMERA",
      description = "The cameras; '*', which the shell must not expand: what is set for all.")
  private List<String> cameras;

  @Option(
      names = "--only",
      paramLabel = "SETTING",
      split = ",",
      description = "Take back only this, such as max-faces; may be given several times.")
  private List<String> only = List.of();

  @Override
  public Integer call() {
    check();
    PrintWriter out = spec.commandLine().getOut();
    SettingsTopic there = topic.read(spec.commandLine().getErr());
    Map<String, Optional<CameraConfig>> records = new LinkedHashMap<>();
    for (String camera : cameras) {
      Optional<CameraConfig> rest =
          there
              .of(camera)
              .filter(config -> !only.isEmpty())
              .map(config -> SettingNames.without(config, only))
              .filter(config -> !SettingNames.values(config).isEmpty());
      records.put(camera, rest);
    }
    there.write(records);
    records.forEach(
        (camera, config) ->
            out.println(
                PlainText.of(
                    camera + "  " + config.map(SettingNames::line).orElse("nothing is set"))));
    out.flush();
    return 0;
  }

  private void check() {
    for (String camera : cameras) {
      for (String problem : ConfigRules.problemsOfKey(camera)) {
        throw new ParameterException(spec.commandLine(), PlainText.of(problem));
      }
    }
    for (String name : only) {
      if (!SettingNames.all().contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only: %s (expected: one of %s)"
                .formatted(PlainText.of(name), String.join(", ", SettingNames.all())));
      }
    }
  }
}
