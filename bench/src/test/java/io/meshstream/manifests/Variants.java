package io.meshstream.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody may apply: each overlay, and overlays with components that are offered for them.
 */
final class Variants {

  static final List<String> OVERLAYS = List.of("cpu", "gpu", "dev");

  static final Map<String, List<String>> WITH_COMPONENTS =
      Map.of(
          "cpu with autoscaler and blue-green", List.of("cpu", "autoscaler", "blue-green"),
          "cpu with exactly-once", List.of("cpu", "exactly-once"),
          "dev with operations", List.of("dev", "operations"),
          "gpu with autoscaler and exactly-once", List.of("gpu", "autoscaler", "exactly-once"),
          "gpu with blue-green", List.of("gpu", "blue-green"));

  private static final Path WORK = Path.of("target", "kustomize").toAbsolutePath();

  private Variants() {}

  /** Builds all, by name; skips the test where kubectl is missing. */
  static Map<String, List<Manifest>> built() throws IOException, InterruptedException {
    Map<String, List<Manifest>> built = new LinkedHashMap<>();
    for (String overlay : OVERLAYS) {
      built.put(overlay, Manifests.build(Manifests.FOLDER.resolve("overlays").resolve(overlay)));
    }
    for (Map.Entry<String, List<String>> variant : WITH_COMPONENTS.entrySet()) {
      built.put(variant.getKey(), build(variant.getKey(), variant.getValue()));
    }
    return built;
  }

  private static List<Manifest> build(String name, List<String> parts)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(WORK.resolve(name.replace(' ', '-')));
    Path k8s = folder.relativize(Manifests.FOLDER);
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources: [%s/overlays/%s]
        components: [%s]
        """
            .formatted(
                k8s,
                parts.get(0),
                parts.stream()
                    .skip(1)
                    .map(component -> k8s + "/components/" + component)
                    .collect(Collectors.joining(", "))));
    return Manifests.build(folder);
  }

  /** Names everything that {@link #WITH_COMPONENTS} tries. */
  static List<String> components() {
    return WITH_COMPONENTS.values().stream()
        .flatMap(parts -> parts.stream().skip(1))
        .distinct()
        .sorted()
        .toList();
  }

  /** Names what lies in a folder of {@code k8s/}. */
  static List<String> folders(String parent) throws IOException {
    try (Stream<Path> folders = Files.list(Manifests.FOLDER.resolve(parent))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
