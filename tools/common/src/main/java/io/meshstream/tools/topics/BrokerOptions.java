package io.meshstream.tools.topics;

import io.meshstream.schemas.registry.RegistryConfig;
import io.meshstream.tools.console.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import picocli.CommandLine.Option;

/** The options that say which brokers a command talks to, and how. */
public final class BrokerOptions {

  @Option(
      names = {"-b", "--bootstrap-servers"},
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, separated by commas.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Properties file with more Kafka client settings, such as security; how to log in to a"
              + " schema registry as well.")
  private Path kafkaConfig;

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      description =
          "Schema registry with the API of Confluent's; then records may be in Confluent's wire"
              + " format, and frames are sent in it.")
  private String schemaRegistry;

  /** Is made by picocli, which fills it. */
  public BrokerOptions() {}

  /** Returns the brokers, as they were named. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Returns the Kafka client settings that were asked for.
   *
   * @throws CommandFailure if the file with settings cannot be read
   */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>();
    if (kafkaConfig != null) {
      properties(kafkaConfig)
          .forEach((name, value) -> config.put(String.valueOf(name), String.valueOf(value)));
    }
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    if (schemaRegistry != null) {
      config.put(RegistryConfig.URL, schemaRegistry);
    }
    return config;
  }

  private static Properties properties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(
          "Kafka settings: %s, %s (expected: a readable properties file); correct --kafka-config"
              .formatted(file, e.getMessage()),
          e);
    }
    return properties;
  }
}
