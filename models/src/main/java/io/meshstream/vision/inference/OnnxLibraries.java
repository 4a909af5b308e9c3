package io.meshstream.vision.inference;

import ai.onnxruntime.OrtEnvironment;
import io.meshstream.vision.natives.NativeCache;
import io.meshstream.vision.natives.PackedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts ONNX Runtime's native libraries where it finds them. */
final class OnnxLibraries {

  /** Those that the runtime loads, and those of the GPU, which are in some of its jars only. */
  private static final List<String> NAMES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda");

  private OnnxLibraries() {}

  /**
   * Extracts them, if that has not been done.
   *
   * @return the folder they are in; empty if the runtime's jar has none for this machine
   * @throws IllegalStateException if they cannot be written anywhere
   */
  static Optional<Path> extracted() {
    List<PackedFile> files = NAMES.stream().flatMap(OnnxLibraries::packed).toList();
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(NativeCache.ofUser().extracted("onnxruntime", files));
  }

  private static Stream<PackedFile> packed(String library) {
    String path =
        "/ai/onnxruntime/native/%s-%s/%s"
            .formatted(system(), architecture(), System.mapLibraryName(library));
    return Stream.ofNullable(OrtEnvironment.class.getResource(path))
        .flatMap(url -> PackedFile.at(url).stream());
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.contains("mac") || name.contains("darwin")) {
      return "osx";
    }
    return name.contains("win") ? "win" : "linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.equals("amd64") || name.equals("x86_64") ? "x64" : name;
  }
}
