package io.meshstream.tools.cameras;

import io.meshstream.job.records.ConfigJson;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.tools.console.PlainText;
import java.io.PrintWriter;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the cameras that something is set for. */
@Command(
    name = "list",
    description = "List the cameras that something is set for, and what; '*' stands for all.")
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ControlTopicOptions topic;

  @Option(names = "--json", description = "Print each record as a JSON object on one line.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    SortedMap<String, CameraConfig> all = topic.read(err).all();
    if (all.isEmpty()) {
      // Whoever reads what is printed gets no line that is no camera.
      err.println(
          "control topic: %s, nothing is set; all cameras are handled as the job's options say"
              .formatted(topic.name()));
      err.flush();
    }
    all.forEach(
        (camera, config) ->
            out.println(
                json
                    ? ConfigJson.line(config)
                    : PlainText.of(camera + "  " + SettingNames.line(config))));
    out.flush();
    return 0;
  }
}
