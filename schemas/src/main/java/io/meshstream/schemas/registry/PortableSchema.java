package io.meshstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * Writes a schema for readers of all languages: as it stands in its {@code .avsc} file, without
 * what Avro adds to the schema of a generated class.
 */
final class PortableSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PortableSchema() {}

  static String text(Schema schema) {
    try {
      return JSON.writeValueAsString(plain(JSON.readTree(schema.toString())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema is JSON", e);
    }
  }

  private static JsonNode plain(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JSON.createArrayNode();
      array.forEach(each -> copy.add(plain(each)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    boolean hadClass = object.remove(GenericData.STRING_PROP) != null;
    if (hadClass && object.size() == 1 && object.path("type").isTextual()) {
      return object.get("type");
    }
    ObjectNode copy = JSON.createObjectNode();
    object.properties().forEach(each -> copy.set(each.getKey(), plain(each.getValue())));
    return copy;
  }
}
