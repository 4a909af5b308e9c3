package io.meshstream.vision.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The process's ONNX Runtime.
 *
 * <p>By itself it would extract its libraries into a new temporary folder each time, and leave them
 * there if the process is killed. So they are taken from the cache of native libraries, or from
 * Java's library path where the runtime's jar has none, unless {@value #NATIVE_PATH} says where
 * they are.
 */
final class OnnxEnvironment {

  /** The runtime's own system property. */
  private static final String NATIVE_PATH = "onnxruntime.native.path";

  /** What the name of the runtime's temporary folder begins with. */
  private static final String TEMPORARY = "onnxruntime-java";

  private static OrtEnvironment environment;

  private OnnxEnvironment() {}

  /**
   * Starts the runtime, if it has not been started.
   *
   * @throws IllegalStateException if its native library cannot be loaded
   */
  static synchronized OrtEnvironment get() {
    if (environment == null) {
      environment = start();
    }
    return environment;
  }

  /** Tells what this build of the runtime can run models on. */
  static Set<OrtProvider> providers() {
    OrtEnvironment unused = get();
    return OrtEnvironment.getAvailableProviders();
  }

  private static OrtEnvironment start() {
    try {
      OrtEnvironment started =
          System.getProperty(NATIVE_PATH) == null
              ? startFromCache()
              : OrtEnvironment.getEnvironment();
      // On Windows the runtime reports to the system; elsewhere this version has no telemetry.
      started.setTelemetry(false);
      return started;
    } catch (ExceptionInInitializerError | UnsatisfiedLinkError | OrtException e) {
      throw new IllegalStateException(
          "ONNX Runtime: its native library cannot be loaded (expected: a 64-bit Linux, macOS"
              + " or Windows, and one class loader for ai.onnxruntime); on a Flink cluster put"
              + " the onnxruntime jar into Flink's lib folder, not into the job's jar",
          e);
    }
  }

  private static OrtEnvironment startFromCache() {
    Optional<Path> libraries = OnnxLibraries.folder();
    if (libraries.isEmpty()) {
      return OrtEnvironment.getEnvironment();
    }
    Set<Path> before = temporaryFolders();
    System.setProperty(NATIVE_PATH, libraries.get().toString());
    try {
      return OrtEnvironment.getEnvironment();
    } finally {
      // It is read once; another class loader may have another version of the runtime.
      System.clearProperty(NATIVE_PATH);
      deleteTheNew(before);
    }
  }

  /**
   * Deletes the runtime's temporary folder, which it makes whether it needs it or not, and would
   * delete only when the process ends in good order.
   *
   * @param before those that are not its own; if there are several new ones, none is deleted
   */
  private static void deleteTheNew(Set<Path> before) {
    Set<Path> made = new HashSet<>(temporaryFolders());
    made.removeAll(before);
    if (made.size() == 1) {
      try {
        Files.deleteIfExists(made.iterator().next());
      } catch (IOException e) {
        // It is empty; the runtime deletes it when the process ends.
      }
    }
  }

  private static Set<Path> temporaryFolders() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> entries = Files.list(temporary)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(TEMPORARY))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }
}
