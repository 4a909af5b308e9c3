package io.meshstream.tools.cameras;

import io.meshstream.job.records.ConfigRules;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.reading.TimePoint;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets how the frames of cameras are handled from now on, or from a time on. */
@Command(
    name = "set",
    description = {
      "Set how the frames of cameras are handled. What is not named stays as it was set before.",
      "A change holds from the frame that is next when the job reads it; with --from or --in, from the"
          + " first frame that was captured then, however often the frames are processed."
    })
final class SetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ControlTopicOptions topic;

  @Mixin private SettingOptions settings;

  @Parameters(
      arity = "1..*",
      paramLabel = "CAMERA",
      description = "The cameras; '*', which the shell must not expand: all.")
  private List<String> cameras;

  @ArgGroup private Start start;

  /** From when on it holds. */
  static final class Start {

    @Option(
        names = "--from",
        converter = TimePoint.class,
        paramLabel = "TIME",
        description =
            "Hold from frames that were captured then: a time like 2026-01-31T12:00:00.5Z, or"
                + " microseconds since 1970, by the clock of the gateway.")
    private Long fromMicros;

    @Option(
        names = "--in",
        paramLabel = "SECONDS",
        description = "The same, so many seconds from now by the clock of this machine.")
    private Double seconds;

    private long micros() {
      return fromMicros != null
          ? fromMicros
          : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) + Math.round(seconds * 1e6);
    }
  }

  @Override
  public Integer call() {
    List<CameraConfig> asked = asked();
    PrintWriter err = spec.commandLine().getErr();
    SettingsTopic there = topic.read(err);
    Map<String, Optional<CameraConfig>> records = new LinkedHashMap<>();
    for (CameraConfig config : asked) {
      String camera = config.getCameraId();
      Optional<CameraConfig> before = there.of(camera);
      if (start == null && before.map(CameraConfig::getFromCapturedAtMicros).isPresent()) {
        err.println(
            "%s: what was set %s on holds at once, together with this; give --from to set a time"
                .formatted(PlainText.of(camera), SettingNames.since(before.get())));
      }
      records.put(
          camera, Optional.of(before.map(old -> SettingNames.merged(old, config)).orElse(config)));
    }
    there.write(records);
    PrintWriter out = spec.commandLine().getOut();
    records.forEach(
        (camera, config) ->
            out.println(PlainText.of(camera + "  " + SettingNames.line(config.orElseThrow()))));
    out.flush();
    return 0;
  }

  private List<CameraConfig> asked() {
    List<CameraConfig> asked = new ArrayList<>();
    Long from = start == null ? null : start.micros();
    for (String camera : cameras) {
      CameraConfig config =
          CameraConfig.newBuilder(settings.config(camera)).setFromCapturedAtMicros(from).build();
      List<String> problems = new ArrayList<>(ConfigRules.problemsOfKey(camera));
      problems.addAll(ConfigRules.problems(camera, config));
      if (!problems.isEmpty()) {
        throw new ParameterException(spec.commandLine(), PlainText.of(String.join("; ", problems)));
      }
      asked.add(config);
    }
    return asked;
  }
}
