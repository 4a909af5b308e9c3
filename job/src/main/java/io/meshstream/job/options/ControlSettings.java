package io.meshstream.job.options;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * Where cameras' settings are changed while the job runs.
 *
 * @param topic the control topic; empty: settings are the job's options
 * @param maxCameras how many cameras may have settings of their own
 * @param readTimeout how long reading what is on the topic may take, before the first frame
 */
public record ControlSettings(String topic, int maxCameras, Duration readTimeout)
    implements Serializable {

  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("control.topic")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Compacted topic of CameraConfig records, by camera id or * for all, that change how"
                  + " frames are handled while the job runs; empty: none, and the options hold for"
                  + " all cameras. What a camera's record does not say, that of * does, and else the"
                  + " options.");

  public static final ConfigOption<Integer> MAX_CAMERAS =
      ConfigOptions.key("control.max-cameras")
          .intType()
          .defaultValue(100_000)
          .withDescription(
              "How many cameras may have settings of their own on the control topic, whether they"
                  + " send frames or not. Those of more are refused. Each takes about a kilobyte in"
                  + " every subtask of the tracking.");

  public static final ConfigOption<Duration> READ_TIMEOUT =
      ConfigOptions.key("control.read-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "How long it may take, when the job starts or starts again, to read what is on the"
                  + " control topic. No frame is processed before that, so that frames which are"
                  + " processed again after a failure follow the settings they followed before. The"
                  + " job fails when it takes longer.");

  static final OptionGroup GROUP =
      OptionGroup.of("Control topic", TOPIC, MAX_CAMERAS, READ_TIMEOUT);

  static ControlSettings read(OptionReader options, FramesSettings frames, SinkSettings sink) {
    ControlSettings control =
        new ControlSettings(
            options.topicOrNone(TOPIC),
            options.count(MAX_CAMERAS, 1, 10_000_000),
            options.between(READ_TIMEOUT, Duration.ofSeconds(1), Duration.ofHours(1), "1 min"));
    options.noteSame(TOPIC, control.topic, FramesSettings.TOPIC, frames.topic());
    options.noteSame(TOPIC, control.topic, SinkSettings.LANDMARKS_TOPIC, sink.landmarksTopic());
    options.noteSame(
        TOPIC, control.topic, SinkSettings.DEAD_LETTERS_TOPIC, sink.deadLettersTopic());
    return control;
  }

  /** Tells whether there is a control topic. */
  public boolean isOn() {
    return !topic.isEmpty();
  }
}
