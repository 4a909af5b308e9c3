package io.meshstream.vision.inference;

import ai.onnxruntime.OrtEnvironment;
import io.meshstream.vision.natives.NativeCache;
import io.meshstream.vision.natives.PackedFile;
import java.io.File;
import java.nio.file.Files;
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
   * Extracts them, if that has not been done. Where the runtime's jar has none for this machine, as
   * in an image that holds them as files, they are looked for on Java's library path, which the
   * environment may set.
   *
   * @return the folder they are in; empty if they are in neither
   * @throws IllegalStateException if they cannot be written anywhere
   */
  static Optional<Path> folder() {
    List<PackedFile> files = NAMES.stream().flatMap(OnnxLibraries::packed).toList();
    return files.isEmpty()
        ? onLibraryPath()
        : Optional.of(NativeCache.ofUser().extracted("onnxruntime", files));
  }

  private static Optional<Path> onLibraryPath() {
    String library = System.mapLibraryName(NAMES.get(0));
    return Stream.of(System.getProperty("java.library.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(folder -> Files.isRegularFile(folder.resolve(library)))
        .findFirst();
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
