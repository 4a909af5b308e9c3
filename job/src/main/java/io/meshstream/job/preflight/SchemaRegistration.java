package io.meshstream.job.preflight;

import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.RegistrySettings;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.registry.RegisteredSchemas;
import io.meshstream.schemas.registry.RegistryConfig;
import io.meshstream.schemas.registry.RegistryException;
import io.meshstream.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Gets the schemas of the job's topics from the registry, if there is one, before the job starts:
 * it carries them along, so no task asks for them, and a registry that is down later is missed by
 * nobody but writers of new schemas.
 */
public final class SchemaRegistration {

  private SchemaRegistration() {}

  /**
   * Returns the settings with what the registry has; as they are, if there is no registry.
   *
   * @throws InvalidOptionsException if the registry does not answer or lacks what is to be written
   */
  public static JobSettings complete(JobSettings settings) {
    Optional<RegistryConfig> config = settings.registry().config();
    if (config.isEmpty()) {
      return settings;
    }
    try {
      SchemaRegistry registry = new SchemaRegistry(config.get());
      return settings.with(
          settings
              .registry()
              .with(RegisteredSchemas.fetch(registry, topics(settings), written(settings))));
    } catch (RegistryException e) {
      throw new InvalidOptionsException(List.of(problem(e)));
    }
  }

  /** Looks whether it would work, and changes nothing at the registry. */
  static void check(JobSettings settings, Findings findings) {
    Optional<RegistryConfig> config = settings.registry().config();
    if (config.isEmpty()) {
      return;
    }
    try {
      SchemaRegistry registry = new SchemaRegistry(config.get());
      for (String topic : topics(settings)) {
        registry.schemas(SchemaRegistry.subjectOf(topic));
      }
      if (!config.get().autoRegister()) {
        written(settings)
            .forEach((topic, schema) -> registry.id(SchemaRegistry.subjectOf(topic), schema));
      }
    } catch (RegistryException e) {
      findings.problem(problem(e));
    }
  }

  private static String problem(RegistryException failure) {
    return "%s: %s".formatted(RegistrySettings.URL.key(), failure.getMessage());
  }

  /** The topics whose messages are read; those written before are read after a failure. */
  private static List<String> topics(JobSettings settings) {
    List<String> topics = new ArrayList<>(List.of(settings.frames().topic()));
    topics.addAll(written(settings).keySet());
    if (settings.control().isOn()) {
      topics.add(settings.control().topic());
    }
    return topics;
  }

  private static Map<String, Schema> written(JobSettings settings) {
    Map<String, Schema> written = new LinkedHashMap<>();
    written.put(settings.sink().landmarksTopic(), FrameLandmarks.getClassSchema());
    written.put(settings.sink().deadLettersTopic(), DeadLetter.getClassSchema());
    if (settings.events().isOn()) {
      written.put(settings.events().topic(), CameraEvent.getClassSchema());
    }
    return written;
  }
}
