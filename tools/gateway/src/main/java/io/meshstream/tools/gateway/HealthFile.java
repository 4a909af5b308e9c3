package io.meshstream.tools.gateway;

import io.meshstream.tools.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * Tells by the age of a file whether the gateway does its work: it is renewed whenever Kafka has
 * taken more frames. For health checks of containers.
 *
 * <p>Not thread-safe.
 */
final class HealthFile {

  private final Path file;

  private long sent;

  /**
   * Makes the file, as old as it can be.
   *
   * @throws CommandFailure if it cannot be written
   */
  HealthFile(Path file) {
    this.file = file;
    try {
      Files.deleteIfExists(file);
      Files.createFile(file);
    } catch (IOException e) {
      throw unwritable(e);
    }
    touch(Instant.EPOCH);
  }

  /** Renews the file if more frames have been taken than when this was called last. */
  void update(List<CameraStatus> cameras) {
    long now = cameras.stream().mapToLong(camera -> camera.counts().sent()).sum();
    if (now > sent) {
      sent = now;
      touch(Instant.now());
    }
  }

  private void touch(Instant time) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(time));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private CommandFailure unwritable(IOException cause) {
    return new CommandFailure(
        "health file: %s, %s (expected: a file that can be written); choose another with --health-file"
            .formatted(file, cause.getMessage()),
        cause);
  }
}
