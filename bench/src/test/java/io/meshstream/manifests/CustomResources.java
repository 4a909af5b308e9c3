package io.meshstream.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The schemas of custom resources, from a folder of their definitions. The API server drops what a
 * schema does not know; here it is refused, so that a typo is found.
 */
final class CustomResources {

  /** Names the folder. */
  private static final String VARIABLE = "MESHSTREAM_CRDS";

  private final Map<String, Schema> schemas = new HashMap<>();

  private CustomResources() {}

  /** Reads them; empty where no folder is named. */
  static Optional<CustomResources> ofEnvironment() {
    return Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).map(CustomResources::read);
  }

  private static CustomResources read(Path folder) {
    CustomResources resources = new CustomResources();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
          .flatMap(file -> Manifests.parse(file.toString(), Manifests.text(file)).stream())
          .filter(each -> each.is("CustomResourceDefinition"))
          .forEach(resources::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return resources;
  }

  private void add(Manifest definition) {
    JsonNode spec = definition.body().path("spec");
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    for (JsonNode version : spec.path("versions")) {
      JsonNode schema = version.path("schema").path("openAPIV3Schema").deepCopy();
      // Not every definition says what all resources have.
      ObjectNode properties = (ObjectNode) schema.path("properties");
      List.of("apiVersion", "kind", "metadata").forEach(properties::putObject);
      makeStrict(schema);
      schemas.put(
          "%s/%s/%s"
              .formatted(
                  spec.path("group").asText(),
                  version.path("name").asText(),
                  spec.path("names").path("kind").asText()),
          registry.getSchema(schema));
    }
  }

  private static void makeStrict(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(CustomResources::makeStrict);
  }

  boolean know(Manifest manifest) {
    return schemas.containsKey(type(manifest));
  }

  private static String type(Manifest manifest) {
    return manifest.apiVersion() + "/" + manifest.kind();
  }

  /** Says what is wrong with a resource that is known. */
  List<String> problems(Manifest manifest) {
    return new ArrayList<>(
        schemas.get(type(manifest)).validate(manifest.body()).stream()
            .map(Object::toString)
            .toList());
  }
}
