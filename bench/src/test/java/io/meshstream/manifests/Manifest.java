package io.meshstream.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Kubernetes resource as it is written down.
 *
 * @param source where it stands, for messages
 * @param body the whole of it
 */
record Manifest(String source, JsonNode body) {

  private static final String DEPLOYMENT = "Deployment";
  private static final String FLINK = "FlinkDeployment";
  private static final String BLUE_GREEN = "FlinkBlueGreenDeployment";

  String kind() {
    return body.path("kind").asText();
  }

  String apiVersion() {
    return body.path("apiVersion").asText();
  }

  String name() {
    return body.path("metadata").path("name").asText();
  }

  boolean is(String kind) {
    return kind().equals(kind);
  }

  /** Returns the spec of a job's deployment, plain or blue and green; empty if it is none. */
  Optional<JsonNode> flinkSpec() {
    return switch (kind()) {
      case FLINK -> Optional.of(body.path("spec"));
      case BLUE_GREEN -> Optional.of(body.path("spec").path("template").path("spec"));
      default -> Optional.empty();
    };
  }

  /** Returns the configuration of Flink that it sets; empty if it is no job's deployment. */
  Map<String, String> flinkConfiguration() {
    Map<String, String> configuration = new LinkedHashMap<>();
    flinkSpec()
        .ifPresent(
            spec ->
                spec.path("flinkConfiguration")
                    .properties()
                    .forEach(each -> configuration.put(each.getKey(), each.getValue().asText())));
    return configuration;
  }

  /**
   * Returns the pods that it has made: a Deployment's, or those of a JobManager and TaskManager.
   */
  List<Pod> pods() {
    if (is(DEPLOYMENT)) {
      return List.of(Pod.of(name(), body.path("spec").path("template")));
    }
    return flinkSpec()
        .map(
            spec ->
                Stream.of("jobmanager", "taskmanager")
                    .map(component -> Pod.ofFlink(component, spec.path("podTemplate")))
                    .toList())
        .orElse(List.of());
  }

  /** Returns every text below a part of it. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.asText());
    }
    node.forEach(child -> texts.addAll(texts(child)));
    return texts;
  }

  @Override
  public String toString() {
    return source + ": " + kind() + " " + name();
  }
}
