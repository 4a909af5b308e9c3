package io.meshstream.job.options;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/**
 * Whether and where it is written what happens to cameras.
 *
 * @param topic gets the events; empty: nobody wants them, and none is looked for
 * @param stallAfter how long a camera sends nothing until that is an event
 */
public record EventsSettings(String topic, Duration stallAfter) implements Serializable {

  public static final ConfigOption<String> TOPIC =
      ConfigOptions.key("events.topic")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Topic that gets a CameraEvent whenever a camera starts, stalls or goes on, and when a"
                  + " face comes or goes. Empty: no events.");

  public static final ConfigOption<Duration> STALL_AFTER =
      ConfigOptions.key("events.stall-after")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "How long no frame of a camera reaches the job until that is an event, by the clock of"
                  + " the TaskManager. With a job that is behind, or stands still, no frame does.");

  public static final ConfigOption<Boolean> SIGNALS =
      ConfigOptions.key("events.signals")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether there are also events of what faces do: blinks, yawns, speaking, and eyes that"
                  + " are closed for much of a minute. They are computed for events alone, whatever"
                  + " landmarks.signals says of records. Only with events.topic; none with task ="
                  + " face-detection.");

  static final OptionGroup GROUP = OptionGroup.of("Events", TOPIC, STALL_AFTER, SIGNALS);

  static EventsSettings read(
      OptionReader options, FramesSettings frames, SinkSettings sink, ControlSettings control) {
    EventsSettings events =
        new EventsSettings(
            options.topicOrNone(TOPIC),
            options.between(STALL_AFTER, Duration.ofMillis(100), Duration.ofDays(7), "10 s"));
    options.noteSame(TOPIC, events.topic, FramesSettings.TOPIC, frames.topic());
    options.noteSame(TOPIC, events.topic, SinkSettings.LANDMARKS_TOPIC, sink.landmarksTopic());
    options.noteSame(TOPIC, events.topic, SinkSettings.DEAD_LETTERS_TOPIC, sink.deadLettersTopic());
    if (events.isOn()) {
      options.noteSame(TOPIC, events.topic, ControlSettings.TOPIC, control.topic());
    } else if (options.isOn(SIGNALS)) {
      options.note(
          "%s: true (expected: false without %s); set %2$s, or leave it out"
              .formatted(SIGNALS.key(), TOPIC.key()));
    }
    return events;
  }

  /** Tells whether somebody wants events. */
  public boolean isOn() {
    return !topic.isEmpty();
  }
}
