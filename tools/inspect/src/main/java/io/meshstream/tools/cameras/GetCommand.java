package io.meshstream.tools.cameras;

import io.meshstream.job.records.ConfigJson;
import io.meshstream.job.records.ConfigRules;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.console.TextTable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows which settings hold for a camera, and which record says so. */
@Command(
    name = "get",
    description = {
      "Show what is set for a camera, by itself and with all. Whatever is not shown is as the job's"
          + " options say.",
      "With --json: the record of the camera, if there is one, and that of all, one on a line."
    })
final class GetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ControlTopicOptions topic;

  @Parameters(paramLabel = "CAMERA", description = "The camera; '*': what is set for all.")
  private String camera;

  @Option(names = "--json", description = "Print the records as JSON objects.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    SettingsTopic there = topic.read(err);
    Map<String, CameraConfig> records = new LinkedHashMap<>();
    for (String key : new String[] {camera, ConfigRules.ALL_CAMERAS}) {
      there.of(key).ifPresent(config -> records.put(key, config));
    }
    if (records.isEmpty()) {
      err.println(
          "camera: %s, nothing is set for it or for all on %s; it is handled as the job's options say"
              .formatted(PlainText.of(camera), topic.name()));
      err.flush();
    } else if (json) {
      records.values().forEach(config -> out.println(ConfigJson.line(config)));
    } else {
      table(records).lines().forEach(line -> out.println(PlainText.of(line)));
    }
    out.flush();
    return 0;
  }

  private static TextTable table(Map<String, CameraConfig> records) {
    TextTable table = new TextTable("setting", "value", "set for", "holds");
    for (String name : SettingNames.all()) {
      Optional<Map.Entry<String, CameraConfig>> record =
          records.entrySet().stream()
              .filter(each -> SettingNames.values(each.getValue()).containsKey(name))
              .findFirst();
      record.ifPresent(
          each ->
              table.row(
                  name,
                  SettingNames.values(each.getValue()).get(name),
                  each.getKey(),
                  SettingNames.since(each.getValue())));
    }
    return table;
  }
}
