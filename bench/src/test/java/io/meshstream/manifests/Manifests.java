package io.meshstream.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what lies in {@code k8s/}: file by file, and as Kustomize puts it together. */
final class Manifests {

  static final Path FOLDER = Path.of("..", "k8s").toAbsolutePath().normalize();

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private Manifests() {}

  /** Returns the files of the folder that end so. */
  static List<Path> files(String end) {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one file, or what a program wrote. */
  static List<Manifest> parse(String source, String text) {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
      return documents.readAll().stream()
          .filter(body -> body.isObject())
          .map(body -> new Manifest(source, body))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(source, e);
    }
  }

  /** Returns every resource and every patch that has the form of one. */
  static List<Manifest> written() {
    List<Manifest> all = new ArrayList<>();
    for (Path file : files(".yaml")) {
      parse(FOLDER.relativize(file).toString(), text(file)).stream()
          .filter(each -> !each.apiVersion().isEmpty())
          .filter(each -> !each.apiVersion().startsWith("kustomize."))
          .forEach(all::add);
    }
    return all;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds a kustomization by kubectl; skips the test where there is none. */
  static List<Manifest> build(Path kustomization) throws IOException, InterruptedException {
    return parse(kustomization.getFileName().toString(), kustomize(kustomization));
  }

  private static String kustomize(Path kustomization) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("kustomize", ".txt");
    try {
      Process process;
      try {
        process =
            new ProcessBuilder("kubectl", "kustomize", kustomization.toString())
                .redirectError(errors.toFile())
                .start();
      } catch (IOException e) {
        assumeTrue(false, "kubectl: not found (expected: on the PATH); nothing is built");
        throw e;
      }
      String built = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
      return built;
    } finally {
      Files.delete(errors);
    }
  }
}
