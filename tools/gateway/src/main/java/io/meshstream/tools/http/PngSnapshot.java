package io.meshstream.tools.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** A body that is one PNG. Not thread-safe. */
final class PngSnapshot implements PictureReader {

  private final InputStream in;
  private final int maxBytes;
  private final Consumer<String> warnings;

  private boolean read;

  PngSnapshot(InputStream in, int maxBytes, Consumer<String> warnings) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.warnings = warnings;
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
