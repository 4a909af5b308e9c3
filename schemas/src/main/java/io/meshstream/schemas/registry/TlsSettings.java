package io.meshstream.schemas.registry;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;

/** The settings for TLS, as Kafka's clients have them: names, types and what holds by default. */
final class TlsSettings {

  private static final ConfigDef DEFINITION = new ConfigDef();

  static {
    SslConfigs.addClientSslSupport(DEFINITION);
  }

  private TlsSettings() {}

  /** Returns all settings, with their types. */
  static Map<String, Object> parsed(Map<String, String> settings) throws ConfigException {
    settings.keySet().stream()
        .filter(name -> !DEFINITION.names().contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new ConfigException(name + " is not a setting of a Kafka client");
            });
    return new AbstractConfig(DEFINITION, settings, /* doLog= */ false)
        .values().entrySet().stream()
            .filter(each -> each.getValue() != null)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
