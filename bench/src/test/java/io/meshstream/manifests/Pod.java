package io.meshstream.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A pod as its template says.
 *
 * @param name what it is called in messages
 * @param labels with those that Flink adds
 * @param spec the rest
 */
record Pod(String name, Map<String, String> labels, JsonNode spec) {

  static Pod of(String name, JsonNode template) {
    Map<String, String> labels = new TreeMap<>();
    template
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return new Pod(name, labels, template.path("spec"));
  }

  /** Adds the labels by which Flink tells its pods apart. */
  static Pod ofFlink(String component, JsonNode template) {
    Pod pod = of(component, template);
    Map<String, String> labels = new HashMap<>(pod.labels);
    labels.put("component", component);
    labels.put("type", "flink-native-kubernetes");
    return new Pod(component, labels, pod.spec);
  }

  Stream<JsonNode> containers() {
    return elements(spec.path("containers"));
  }

  /** Finds the volume that is mounted where a path lies; a missing node if none is. */
  JsonNode volumeAt(JsonNode container, String path) {
    return elements(container.path("volumeMounts"))
        .filter(mount -> path.startsWith(mount.path("mountPath").asText() + "/"))
        .flatMap(
            mount ->
                elements(spec.path("volumes"))
                    .filter(
                        volume -> volume.path("name").asText().equals(mount.path("name").asText())))
        .findFirst()
        .orElse(spec.path("missing"));
  }

  /** Tells whether labels of a selector are all there. */
  boolean matches(JsonNode matchLabels) {
    return matchLabels.properties().stream()
        .allMatch(each -> each.getValue().asText().equals(labels.get(each.getKey())));
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(array::get);
  }
}
