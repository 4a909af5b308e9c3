package io.meshstream.tools.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One encoded picture on disk.
 *
 * @param path where it is
 * @param label what it is called in the output: the path as the user gave it, or that of the
 *     directory, a slash and the file's name
 */
public record PictureFile(Path path, String label) {

  /** No picture that is small enough to be decoded takes so many. */
  private static final int MAX_BYTES = 128 * 1024 * 1024;

  /**
   * Reads it.
   *
   * @throws IOException if it cannot be read, or is too large for a picture
   */
  public byte[] bytes() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("file too large (expected: at most %d bytes)".formatted(MAX_BYTES));
      }
      return bytes;
    }
  }
}
