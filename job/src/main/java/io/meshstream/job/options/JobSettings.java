package io.meshstream.job.options;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;

/**
 * How the job is to run: every option, checked. Immutable.
 *
 * @param name what the job is called: {@code pipeline.name} of Flink, or after the frames topic
 * @param kafka how to reach the brokers
 * @param frames what to read
 * @param sink where to write
 * @param control where settings of cameras are changed while the job runs
 * @param events what is written about cameras
 * @param camera how the frames of a camera are handled that nothing else is said of
 * @param compute what a TaskManager computes with
 * @param inference what the models run on
 * @param limits what an untrusted frame may cost
 * @param state what is remembered, and how often that is saved
 * @param metrics how much the metrics tell apart
 * @param registry where schemas are registered
 */
public record JobSettings(
    String name,
    KafkaSettings kafka,
    FramesSettings frames,
    SinkSettings sink,
    ControlSettings control,
    EventsSettings events,
    CameraSettings camera,
    ComputeSettings compute,
    InferenceSettings inference,
    LimitsSettings limits,
    StateSettings state,
    MetricsSettings metrics,
    RegistrySettings registry)
    implements Serializable {

  /**
   * Collects the options from the command line, the environment, the file that one of them names
   * and Flink's configuration, in this order of precedence, and checks them.
   *
   * @param flink Flink's configuration, where the options begin with {@code meshstream.}
   * @throws InvalidOptionsException listing everything that is wrong
   */
  public static JobSettings from(
      String[] arguments, Map<String, String> environment, ReadableConfig flink) {
    List<String> problems = new ArrayList<>();
    Configuration configuration = OptionSources.collect(arguments, environment, flink, problems);
    return from(configuration, problems);
  }

  /** Does the same without a configuration of Flink. */
  public static JobSettings from(String[] arguments, Map<String, String> environment) {
    return from(arguments, environment, new Configuration());
  }

  /**
   * Checks options that are set already. Options that are not the job's, such as Flink's, are left
   * alone.
   *
   * @throws InvalidOptionsException listing everything that is wrong
   */
  public static JobSettings from(Configuration configuration) {
    return from(configuration, new ArrayList<>());
  }

  /**
   * Checks options of the job and of Flink that were given together: the values of the job's, and
   * that every name may be an option of one of the two.
   *
   * @param options by name, as they were given
   * @throws InvalidOptionsException listing everything that is wrong
   */
  public static JobSettings check(Map<String, String> options) {
    List<String> problems = new ArrayList<>();
    for (String key : options.keySet()) {
      if (!OptionNames.isKnown(key) && !OptionNames.isFlinks(key) && !OptionNames.isOwn(key)) {
        problems.add(OptionNames.unknown(key));
      }
    }
    return from(Configuration.fromMap(options), problems);
  }

  private static JobSettings from(Configuration configuration, List<String> problems) {
    for (String key : configuration.keySet()) {
      if (!OptionNames.isKnown(key) && OptionNames.isOwn(key)) {
        problems.add(OptionNames.unknown(key));
      }
    }
    JobSettings settings = read(new OptionReader(configuration, problems), name(configuration));
    settings.sink.problemWith(settings.state.checkpointInterval()).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems.stream().sorted().toList());
    }
    return settings;
  }

  private static JobSettings read(OptionReader options, String name) {
    FramesSettings frames = FramesSettings.read(options);
    SinkSettings sink = SinkSettings.read(options, name, frames);
    ControlSettings control = ControlSettings.read(options, frames, sink);
    ComputeSettings compute = ComputeSettings.read(options);
    return new JobSettings(
        name,
        KafkaSettings.read(options, name),
        frames,
        sink,
        control,
        EventsSettings.read(options, frames, sink, control),
        CameraSettings.read(options, compute),
        compute,
        InferenceSettings.read(options),
        LimitsSettings.read(options),
        StateSettings.read(options),
        MetricsSettings.read(options),
        RegistrySettings.read(options));
  }

  /** Returns the same with another registry, or more that is known of it. */
  public JobSettings with(RegistrySettings other) {
    return new JobSettings(
        name, kafka, frames, sink, control, events, camera, compute, inference, limits, state,
        metrics, other);
  }

  /** Two jobs that read two topics do not get in each other's way unless somebody wants it. */
  private static String name(Configuration configuration) {
    return configuration
        .getOptional(PipelineOptions.NAME)
        .filter(name -> !name.isBlank())
        .orElseGet(() -> "meshstream-" + configuration.get(FramesSettings.TOPIC));
  }
}
