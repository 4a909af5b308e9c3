package io.meshstream.tools.console;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The folder for temporary files of this process alone, which the launcher has made.
 *
 * <p>Libraries put files there that they would delete when the process ends in good order, if at
 * all. So the folder is deleted as a whole. A process that was killed could not do that: the next
 * one does, and knows the folder by its lock, which nobody holds any more.
 *
 * <p>Thread-safe.
 */
public final class ProcessFolder {

  /** System property with which the launcher says where it is. */
  private static final String PROPERTY = "meshstream.process-folder";

  /** What the names of all such folders begin with; the launcher knows it, too. */
  private static final String PREFIX = "meshstream-process-";

  private static final String LOCK = "lock";

  /** A process takes the lock within seconds after its folder was made. */
  private static final Duration TIME_TO_LOCK = Duration.ofHours(1);

  private final Path folder;

  /** Open until the process ends; null before the folder is taken. */
  private FileChannel lock;

  private ProcessFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the one that the launcher has made; empty if it did not start this process. */
  public static Optional<ProcessFolder> ofLauncher() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(path -> at(Path.of(path)));
  }

  static ProcessFolder at(Path folder) {
    return new ProcessFolder(folder.toAbsolutePath());
  }

  /**
   * Locks the folder, and deletes those beside it whose processes are gone.
   *
   * @throws CommandFailure if it cannot be written to
   */
  public synchronized void take() {
    try {
      lock = open(folder.resolve(LOCK));
      FileLock unused = lock.lock();
      deleteAbandoned(folder);
    } catch (IOException e) {
      throw new CommandFailure(
          "temporary folder: %s, %s (expected: it can be written to); free some space or choose another with TMPDIR"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void deleteAbandoned(Path own) throws IOException {
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
      for (Path sibling : siblings) {
        if (!sibling.equals(own) && isOfTheSameUser(sibling, own) && isAbandoned(sibling)) {
          delete(sibling);
        }
      }
    }
  }

  private static boolean isOfTheSameUser(Path sibling, Path own) {
    try {
      return Files.isDirectory(sibling, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(sibling, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isAbandoned(Path folder) {
    Path lock = folder.resolve(LOCK);
    try {
      if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
        FileTime made = Files.getLastModifiedTime(folder);
        return made.toInstant().isBefore(Instant.now().minus(TIME_TO_LOCK));
      }
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
        return channel.tryLock() != null;
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes the folder when the process ends by itself or by a signal that it does not handle. */
  public void deleteAtExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::delete, "process-folder"));
  }

  /**
   * Deletes the folder, except for what cannot be deleted; that is left to the next process. What
   * still runs in this one must not need it any more. May be called again.
   */
  void delete() {
    delete(folder);
  }

  private static void delete(Path folder) {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException e) {
      // The visitor goes on whatever happens.
    }
  }

  /** Goes on after what cannot be deleted, and what others delete at the same time. */
  private static final class Deletion extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
      delete(folder);
      return FileVisitResult.CONTINUE;
    }

    private static void delete(Path path) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Left to the next process.
      }
    }
  }
}
