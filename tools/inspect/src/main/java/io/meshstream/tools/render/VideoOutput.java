package io.meshstream.tools.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.bytedeco.javacv.Seekable;

/**
 * The file that FFmpeg writes a video to. Keeps what went wrong: FFmpeg does not tell when it
 * closes a file, and its callbacks cannot throw.
 *
 * <p>Not thread-safe.
 */
final class VideoOutput extends OutputStream implements Seekable {

  private static final int FROM_START = 0;
  private static final int FROM_HERE = 1;
  private static final int FROM_END = 2;

  private final RandomAccessFile file;

  /** Null as long as all went well. */
  private IOException failure;

  /** Makes the file, or empties one that is there. */
  VideoOutput(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
    if (file.length() > 0) {
      file.setLength(0);
    }
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    attempt(() -> file.write(bytes, offset, length));
  }

  @Override
  public void seek(long offset, int whence) {
    attempt(
        () -> {
          switch (whence) {
            case FROM_START -> file.seek(offset);
            case FROM_HERE -> file.seek(file.getFilePointer() + offset);
            case FROM_END -> file.seek(file.length() + offset);
            default -> throw new IOException("no such way to seek: " + whence);
          }
        });
  }

  private void attempt(Action action) {
    if (failure == null) {
      try {
        action.run();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /**
   * Sees that all went well.
   *
   * @throws IOException if something could not be written
   */
  void check() throws IOException {
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    attempt(file::close);
  }

  /** Something that is done to the file. */
  private interface Action {

    void run() throws IOException;
  }
}
