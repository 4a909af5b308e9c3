package io.meshstream.tools.cluster.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * The local file system, which writes as a file says: {@code full}, as long as there is one with
 * that word, or {@code slow}. Everyone can fill such a disk, which takes no rights.
 */
final class FaultyDisk extends FileSystem {

  static final String SCHEME = "disk";

  /** Where the disk's state stands; a process that uses the disk works in the same folder. */
  static final java.nio.file.Path STATE = java.nio.file.Path.of("disk-state");

  private static final long SLOW_MILLIS = 700;

  private final LocalFileSystem local = new LocalFileSystem();

  FaultyDisk() {}

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    FSDataOutputStream out = local.create(path, mode);
    return new FSDataOutputStream() {
      @Override
      public long getPos() throws IOException {
        return out.getPos();
      }

      @Override
      public void write(int value) throws IOException {
        passOrFail();
        out.write(value);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        passOrFail();
        out.write(bytes, offset, length);
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }

      @Override
      public void sync() throws IOException {
        out.sync();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  private static void passOrFail() throws IOException {
    switch (state()) {
      case "full" -> throw new IOException("No space left on device");
      case "slow" -> {
        try {
          Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted", e);
        }
      }
      default -> {}
    }
  }

  private static String state() throws IOException {
    try {
      return Files.readString(STATE);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  @Override
  public Path getWorkingDirectory() {
    return local.getWorkingDirectory();
  }

  @Override
  public Path getHomeDirectory() {
    return local.getHomeDirectory();
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return local.getFileStatus(path);
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length)
      throws IOException {
    return local.getFileBlockLocations(file, start, length);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return local.open(path, bufferSize);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    return local.open(path);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return local.listStatus(path);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return local.delete(path, recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return local.mkdirs(path);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return local.rename(from, to);
  }

  @Override
  public boolean isDistributedFS() {
    return false;
  }
}
