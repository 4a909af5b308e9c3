package io.meshstream.tools.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Chooses the file that the log goes to: the one asked for, or one in the user's cache folder, or
 * else one in the folder for temporary files.
 *
 * <p>The logging configuration reads the choice from the system property {@value #PROPERTY}.
 */
public final class LogFile {

  /** Name of the system property that holds the path. */
  public static final String PROPERTY = "meshstream.log";

  private static final String NAME = "meshstream.log";

  private LogFile() {}

  /**
   * Chooses, unless the property is set already, and makes the folder. To be called before anything
   * logs.
   *
   * @param wanted the file that the user asked for
   * @throws CommandFailure if that file cannot be written
   */
  public static Path choose(Optional<Path> wanted) {
    Path file = wanted.map(LogFile::required).or(LogFile::chosen).orElseGet(LogFile::usual);
    System.setProperty(PROPERTY, file.toString());
    return file;
  }

  /** The file that was chosen; empty before. */
  public static Optional<Path> chosen() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
  }

  private static Path required(Path wanted) {
    Path file = wanted.toAbsolutePath();
    if (Files.isDirectory(file) || !isUsable(file.getParent())) {
      throw new CommandFailure(
          "log file: %s (expected: a file that can be written); choose another with --log"
              .formatted(wanted));
    }
    return file;
  }

  private static Path usual() {
    Path folder = cache().resolve("meshstream");
    return isUsable(folder)
        ? folder.resolve(NAME)
        : Path.of(System.getProperty("java.io.tmpdir"), NAME);
  }

  private static Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(cache);
  }

  private static boolean isUsable(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      return false;
    }
    return Files.isWritable(folder);
  }
}
