package io.meshstream.schemas.registry;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What a registry had registered for some topics at one moment. Small, immutable, and can be sent
 * where it is needed, so that nobody there has to ask for it.
 *
 * @param texts schemas by id
 * @param ids ids of the schemas that are to be written, by subject
 */
public record RegisteredSchemas(Map<Integer, String> texts, Map<String, Integer> ids)
    implements Serializable {

  /** Copies the maps. */
  public RegisteredSchemas {
    texts = Map.copyOf(texts);
    ids = Map.copyOf(ids);
  }

  /** Returns what holds where nothing has been asked for. */
  public static RegisteredSchemas none() {
    return new RegisteredSchemas(Map.of(), Map.of());
  }

  /**
   * Asks a registry.
   *
   * @param topicsToRead topics whose messages will be read
   * @param topicsToWrite topics that records will be written to, each with its schema, which is
   *     registered if the registry's configuration allows it
   * @throws RegistryException if the registry does not answer or does not have what is to be
   *     written
   */
  public static RegisteredSchemas fetch(
      SchemaRegistry registry, List<String> topicsToRead, Map<String, Schema> topicsToWrite) {
    Map<Integer, String> texts = new LinkedHashMap<>();
    Map<String, Integer> ids = new LinkedHashMap<>();
    topicsToWrite.forEach(
        (topic, schema) -> {
          String subject = SchemaRegistry.subjectOf(topic);
          int id = registry.id(subject, schema);
          ids.put(subject, id);
          texts.put(id, schema.toString());
        });
    for (String topic : topicsToRead) {
      registry
          .schemas(SchemaRegistry.subjectOf(topic))
          .forEach((id, schema) -> texts.putIfAbsent(id, schema.toString()));
    }
    return new RegisteredSchemas(texts, ids);
  }

  /** Returns the schemas by id. */
  public Map<Integer, Schema> schemas() {
    Map<Integer, Schema> schemas = new LinkedHashMap<>();
    texts.forEach((id, text) -> schemas.put(id, new Schema.Parser().parse(text)));
    return schemas;
  }
}
