package io.meshstream.tools.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** A body that is one PNG. Not thread-safe. */
final class PngSnapshot implements PictureReader {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final InputStream in;
  private final int maxBytes;
  private final Consumer<String> warnings;

  private boolean read;

  PngSnapshot(InputStream in, int maxBytes, Consumer<String> warnings) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.warnings = warnings;
  }

  /** Whether this is what a PNG begins with. */
  static boolean isPng(byte[] beginning) {
    return Arrays.mismatch(beginning, SIGNATURE) >= SIGNATURE.length
        || Arrays.equals(beginning, SIGNATURE);
  }

  @Override
  public Optional<byte[]> next() throws IOException {
    if (read) {
      return Optional.empty();
    }
    read = true;
    byte[] png = in.readNBytes(maxBytes + 1);
    if (png.length > maxBytes) {
      warnings.accept("picture of more than %d bytes (expected: no more)".formatted(maxBytes));
      return Optional.empty();
    }
    return Optional.of(png);
  }
}
