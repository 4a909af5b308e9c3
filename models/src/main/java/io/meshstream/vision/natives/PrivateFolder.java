package io.meshstream.vision.natives;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Makes folders that nobody but this process's user can write to, so that code may lie there. */
final class PrivateFolder {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFolder() {}

  /**
   * Makes a folder, or sees that the one that is there is fit.
   *
   * @throws IOException if it cannot be made or written to, is a link, or is open to others
   */
  static void make(Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      Files.createDirectory(
          folder, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(folder + " is not a folder", e);
      }
    }
    requireOwn(folder);
    if (posix) {
      requireClosed(folder);
    }
  }

  /** A user need not have a name, in a container for one: whose a new file is tells for certain. */
  private static void requireOwn(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "probe", null);
    UserPrincipal self;
    try {
      self = Files.getOwner(probe);
    } finally {
      Files.delete(probe);
    }
    if (!self.equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS))) {
      throw new IOException(folder + " belongs to somebody else");
    }
  }

  private static void requireClosed(Path folder) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(folder + " can be written to by others");
    }
  }
}
