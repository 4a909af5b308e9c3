package io.meshstream.tools.console;

import io.meshstream.vision.natives.UserCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Chooses the file that the log goes to: the one asked for, or one in the user's cache folder, or
 * else one in a new temporary folder.
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

  /**
   * Chooses before the command line has been read; a file that cannot be written is refused later,
   * by {@link #choose}.
   */
  public static void chooseEarly(String... arguments) {
    Optional<Path> wanted = LogOption.in(arguments);
    try {
      choose(wanted);
    } catch (CommandFailure e) {
      choose(Optional.empty());
    }
  }

  /** Returns the file that was chosen; empty before. */
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
    Path folder = UserCache.folder();
    return isUsable(folder) ? folder.resolve(NAME) : temporaryFolder().resolve(NAME);
  }

  /**
   * Makes a new folder: in one that others can write to as well, a file of this name could be
   * anybody's.
   */
  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("meshstream-log-");
    } catch (IOException e) {
      throw new CommandFailure(
          "log file: %s (expected: a folder for temporary files that can be written to); choose a file with --log"
              .formatted(e.getMessage()),
          e);
    }
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
