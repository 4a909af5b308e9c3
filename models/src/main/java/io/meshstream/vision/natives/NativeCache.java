package io.meshstream.vision.natives;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps native libraries that come inside of jars in one folder of this user, so that they are
 * extracted once, and not by every process into files of its own.
 *
 * <p>It is the folder that the system property {@value #PROPERTY} names; or else {@code
 * meshstream/native} in the user's cache folder ({@code XDG_CACHE_HOME}, {@code ~/.cache}); or
 * else, where that cannot be written to, one in the folder for temporary files. Nobody but its user
 * may write to it, or it is not used. What is there is compared with the jar each time; it is
 * written aside and then renamed, so any number of processes may share it, and any of them may be
 * killed.
 *
 * <p>Thread-safe.
 */
public final class NativeCache {

  /** Name of the system property that says which folder to use. */
  public static final String PROPERTY = "meshstream.native.cache";

  private static final String PART = "part-";

  /** Extracting takes seconds; what is older was left by a process that was killed. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final List<Path> candidates;

  private NativeCache(List<Path> candidates) {
    this.candidates = candidates;
  }

  /** Returns the cache of this process's user. */
  public static NativeCache ofUser() {
    String given = System.getProperty(PROPERTY);
    if (given != null) {
      return in(Path.of(given));
    }
    String temporary = "meshstream-native-" + System.getProperty("user.name");
    return in(
        UserCache.folder().resolve("native"),
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve(temporary.replaceAll("[^\\w-]", "_")));
  }

  /** Makes a cache in the first of some folders that can be used. */
  static NativeCache in(Path... candidates) {
    return new NativeCache(Stream.of(candidates).map(Path::toAbsolutePath).toList());
  }

  /**
   * Makes a folder for libraries whose loader extracts them itself.
   *
   * @param name which one
   * @throws IllegalStateException if no folder can be written to; the text says what to do
   */
  public Path folder(String name) {
    return inFirstUsable(folder -> Files.createDirectories(folder.resolve(name)));
  }

  /**
   * Makes a folder that holds just these files, if there is none.
   *
   * @param name what they are, the beginning of the folder's name
   * @throws IllegalStateException if no folder can be written to; the text says what to do
   */
  public Path extracted(String name, List<PackedFile> files) {
    return inFirstUsable(
        folder -> {
          Path home = folder.resolve(name + "-" + PackedFile.key(files));
          if (!holds(home, files)) {
            deleteAbandoned(folder);
            extract(files, home);
          }
          return home;
        });
  }

  private Path inFirstUsable(Use use) {
    List<IOException> failures = new ArrayList<>();
    for (Path candidate : candidates) {
      try {
        PrivateFolder.make(candidate);
        return use.of(candidate);
      } catch (IOException e) {
        failures.add(e);
      }
    }
    IOException last = failures.get(failures.size() - 1);
    throw new IllegalStateException(
        "native libraries: %s, %s (expected: a folder that only this user can write to, with 100 MB of room); put that right or choose another with -D%s=DIR"
            .formatted(candidates.get(candidates.size() - 1), reason(last), PROPERTY),
        last);
  }

  private static String reason(IOException failure) {
    return failure instanceof FileSystemException e && e.getReason() != null
        ? e.getReason()
        : failure.getMessage();
  }

  private static boolean holds(Path home, List<PackedFile> files) throws IOException {
    for (PackedFile file : files) {
      if (!file.isIn(home)) {
        return false;
      }
    }
    return true;
  }

  private static void extract(List<PackedFile> files, Path home) throws IOException {
    Path part = Files.createTempDirectory(home.getParent(), PART);
    try {
      for (PackedFile file : files) {
        file.extractTo(part);
      }
      if (Files.exists(home) && !holds(home, files)) {
        Path damaged = Files.createTempDirectory(home.getParent(), PART);
        Files.move(home, damaged.resolve("damaged"));
        delete(damaged);
      }
      Files.move(part, home);
    } catch (IOException e) {
      delete(part);
      // Unless another process was faster.
      if (!holds(home, files)) {
        throw e;
      }
    }
  }

  private static void deleteAbandoned(Path folder) throws IOException {
    Instant recent = Instant.now().minus(ABANDONED);
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (entry.getFileName().toString().startsWith(PART)
            && Files.getLastModifiedTime(entry).toInstant().isBefore(recent)) {
          delete(entry);
        }
      }
    } catch (NoSuchFileException e) {
      // Another process has deleted it.
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** What is done in the folder. */
  @FunctionalInterface
  private interface Use {
    Path of(Path folder) throws IOException;
  }
}
