package io.meshstream.tools.local;

import io.meshstream.tools.console.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that is gone, with all that is in it, when it is closed, and if it never is, at the end
 * of the process.
 */
final class TemporaryFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

  /** What Kafka and Flink take within seconds. */
  private static final long LEAST_FREE_BYTES = 256L << 20;

  private final Path path;
  private final Thread atEnd = new Thread(this::delete, "temporary-folder");

  /**
   * Makes the folder.
   *
   * @throws CommandFailure if it cannot be made, or if its disk is all but full
   */
  TemporaryFolder() {
    try {
      File parent = new File(System.getProperty("java.io.tmpdir"));
      if (parent.isDirectory()) {
        // Not by its FileStore, which cannot be had where the mount points are not to be seen.
        requireSpace(parent, parent.getUsableSpace());
      }
      this.path = Files.createTempDirectory("meshstream-");
    } catch (IOException e) {
      throw new CommandFailure(
          "temporary folder: %s, %s (expected: it can be written); free some space or choose another with TMPDIR"
              .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    }
    Runtime.getRuntime().addShutdownHook(atEnd);
  }

  /** Checks the space here because Kafka, when its disk is full, ends the process at once. */
  static void requireSpace(File parent, long freeBytes) {
    if (freeBytes < LEAST_FREE_BYTES) {
      throw new CommandFailure(
          "temporary folder: %s, %d MB free (expected: at least %d MB); free some space or choose another with TMPDIR"
              .formatted(parent, freeBytes >> 20, LEAST_FREE_BYTES >> 20));
    }
  }

  Path path() {
    return path;
  }

  /** Makes a folder in this one. */
  Path folder(String name) {
    try {
      return Files.createDirectory(path.resolve(name));
    } catch (IOException e) {
      throw new CommandFailure(
          "temporary folder: %s, %s (expected: it can be written); free some space"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atEnd);
    } catch (IllegalStateException e) {
      LOG.debug("The process ends at this moment, and this with it.", e);
    }
  }

  private void delete() {
    try (Stream<Path> tree = Files.walk(path)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("Something else deleted a part of {} first.", path, e);
    } catch (IOException e) {
      LOG.warn("temporary folder: {} (expected: it can be deleted); delete it by hand", path, e);
    }
  }
}
