package io.meshstream.tools.cameras;

import io.meshstream.tools.topics.BrokerOptions;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the settings of cameras lie. */
final class ControlTopicOptions {

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--control-topic",
      defaultValue = "camera-settings",
      paramLabel = "TOPIC",
      description = "Topic of the settings, the job's control.topic (default: ${DEFAULT-VALUE}).")
  private String topic;

  String name() {
    return topic;
  }

  /**
   * Reads the settings that are on the topic now.
   *
   * @param err where what cannot be followed is told
   */
  SettingsTopic read(PrintWriter err) {
    return SettingsTopic.read(broker.clientConfig(), topic, err);
  }
}
