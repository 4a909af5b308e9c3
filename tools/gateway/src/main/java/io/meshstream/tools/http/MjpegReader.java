package io.meshstream.tools.http;

import io.meshstream.tools.video.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes the JPEGs, byte for byte, out of what cameras send as {@code multipart/x-mixed-replace}, or
 * as JPEGs one after another.
 *
 * <p>Cameras follow RFC 2046 loosely, so each thing that they say is a hint, and the pictures have
 * the last word:
 *
 * <ul>
 *   <li>A picture begins with its own first bytes: in a part of whatever type, behind headers or
 *       none, and before the first line with the boundary, too.
 *   <li>It ends with its own last bytes. Where a {@code Content-Length} says more, and that is
 *       true, what is behind them belongs to it as well. Where a line with the boundary comes
 *       first, it is all that the camera has of the picture, unless the length says that it was cut
 *       off.
 *   <li>The boundary may have dashes or none, in the head as in the lines. If the head has none, or
 *       not the one that is used, lines that begin with dashes say it.
 *   <li>Parts without a picture are passed over.
 * </ul>
 *
 * <p>A picture is given as soon as its last byte is there; nothing is waited for that only comes
 * with the next one. The exception is the first {@code Content-Length} that is too large.
 *
 * <p>Memory is bounded by the largest picture that is accepted; time is for the stream to bound.
 * Not thread-safe.
 */
final class MjpegReader implements PictureReader {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAX_LINE_BYTES = 4 * 1024;

  /** Stands for a line that cannot mean anything; not empty, which would mean something. */
  private static final String NOISE = "?";

  private static final int UNKNOWN = -1;

  private final String name;
  private final InputStream in;
  private final String announced;
  private final int maxBytes;
  private final Consumer<String> warnings;

  private byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;

  private String boundary;

  /** Whether a line with the boundary was there: pictures are only in parts then. */
  private boolean divided;

  /** Whether that boundary is the right one. */
  private boolean settled;

  /** Whether the camera's lengths have been true so far. */
  private boolean trusted = true;

  /** Whether headers may come; then a line that is empty ends them. */
  private boolean inHeaders = true;

  /** Whether everything before the next line with the boundary is of no interest. */
  private boolean skipping;

  private String type = "";
  private long length;

  /**
   * Reads a body.
   *
   * @param name of the camera, for messages
   * @param boundary what the head says that divides the parts
   * @param length how long the head says that a single picture is; -1 if it does not
   * @param maxBytes the largest accepted picture
   * @param warnings told of pictures that are left out
   */
  MjpegReader(
      String name,
      InputStream in,
      Optional<String> boundary,
      long length,
      int maxBytes,
      Consumer<String> warnings) {
    this.name = name;
    this.in = in;
    this.announced = BoundaryLine.strip(boundary.orElse(""));
    this.boundary = announced;
    this.length = length;
    this.maxBytes = maxBytes;
    this.warnings = warnings;
  }

  @Override
  public Optional<byte[]> next() throws IOException, SourceException {
    while (seekPicture()) {
      Optional<byte[]> picture = readPicture();
      type = "";
      length = UNKNOWN;
      skipping = divided;
      inHeaders = true;
      if (picture.isPresent()) {
        return picture;
      }
    }
    return Optional.empty();
  }

  /** Goes on, line by line, to the first byte of a picture; false at the end. */
  private boolean seekPicture() throws IOException, SourceException {
    long passed = 0;
    while (skipping || !isPictureAt(0)) {
      Optional<String> line = readLine();
      if (line.isEmpty()) {
        return false;
      }
      passed += line.get().length() + 1;
      if (passed > maxBytes) {
        throw new SourceException(
            "%s: no picture in %d bytes (expected: JPEGs); see what it sends"
                .formatted(name, passed));
      }
      take(line.get());
    }
    return true;
  }

  private void take(String line) throws IOException {
    if (isBoundary(line)) {
      divided = true;
      skipping = false;
      inHeaders = true;
      type = "";
      length = UNKNOWN;
    } else if (inHeaders && !skipping) {
      takeHeader(line);
    }
  }

  private boolean isBoundary(String line) {
    if (BoundaryLine.isIn(line, announced)) {
      boundary = announced;
      settled = true;
      return true;
    }
    String stripped = BoundaryLine.strip(line);
    if (!settled && line.startsWith("--") && !stripped.isEmpty()) {
      boundary = stripped;
      return true;
    }
    return BoundaryLine.isIn(line, boundary);
  }

  private void takeHeader(String line) throws IOException {
    int colon = line.indexOf(':');
    if (line.isBlank()) {
      inHeaders = false;
      skipping = divided && isForeign() && !isPictureAt(0);
    } else if (colon > 0) {
      String field = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (field.equals("content-type")) {
        type = value.toLowerCase(Locale.ROOT);
      } else if (field.equals("content-length")) {
        length = HttpHead.length(value);
      }
    }
  }

  private boolean isForeign() {
    return !type.isEmpty() && !type.startsWith("image/") && !type.startsWith("application/octet");
  }

  /**
   * Returns whether the bytes behind so many of those at hand are a picture's first; waits for
   * them.
   */
  private boolean isPictureAt(int distance) throws IOException {
    return has(distance + 1)
        && buffer[start + distance] == (byte) 0xff
        && has(distance + 3)
        && buffer[start + distance + 1] == (byte) 0xd8
        && buffer[start + distance + 2] == (byte) 0xff;
  }

  private boolean has(int bytes) throws IOException {
    while (end - start < bytes) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a line, or up to a picture that begins within it.
   *
   * @return without its end; empty at the end of all
   */
  private Optional<String> readLine() throws IOException {
    int count = 0;
    while (has(count + 1)) {
      byte each = buffer[start + count];
      if (each == '\n') {
        String line = new String(buffer, start, count, StandardCharsets.ISO_8859_1);
        start += count + 1;
        return Optional.of(line.stripTrailing());
      }
      boolean atPicture = !skipping && each == (byte) 0xff && isPictureAt(count);
      if (atPicture || count == MAX_LINE_BYTES) {
        start += count;
        return Optional.of(NOISE.repeat(Math.max(1, count)));
      }
      count++;
    }
    start = end;
    return Optional.empty();
  }

  private Optional<byte[]> readPicture() throws IOException {
    settled |= divided;
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    // From here on the picture stays where it is.
    long stated = trusted && length <= maxBytes ? length : UNKNOWN;
    JpegEnd jpeg = new JpegEnd();
    BoundaryLine line = new BoundaryLine(boundary);
    int jpegEnd = UNKNOWN;
    int seen = 0;
    while (seen < maxBytes) {
      if (seen == stated && !line.isBegun()) {
        line.beginAt(seen);
      }
      if (seen == end && !fill()) {
        return atEnd(jpegEnd, stated);
      }
      int to = Math.min(end, seen < stated ? (int) stated : maxBytes);
      if (jpegEnd < 0) {
        jpegEnd = jpeg.find(buffer, seen, to);
      }
      // Beyond the end of a picture that is not stated to be longer nothing counts, whether it has
      // come already or not.
      boolean isOver = jpegEnd >= 0 && jpegEnd >= stated;
      int border = line.find(buffer, seen, isOver ? jpegEnd : to);
      seen = to;
      if (border >= 0 && (jpegEnd < 0 || border < jpegEnd || jpegEnd < stated)) {
        return atBoundary(border, jpegEnd, stated);
      }
      if (isOver) {
        return picture(jpegEnd);
      }
      if (jpegEnd >= 0 && seen == stated) {
        return atLength(jpegEnd, seen, line.isBegun());
      }
    }
    warnings.accept("picture of more than %d bytes (expected: no more)".formatted(maxBytes));
    start = seen;
    return Optional.empty();
  }

  /** There is a line with the boundary before the length that the camera stated, or without any. */
  private Optional<byte[]> atBoundary(int border, int jpegEnd, long stated) {
    boolean whole = jpegEnd >= 0 && jpegEnd <= border;
    trusted &= !whole || stated <= border;
    return whole || stated <= border ? picture(border) : incomplete(border);
  }

  /** The picture is whole, and so is what the camera stated, which is more. */
  private Optional<byte[]> atLength(int jpegEnd, int stated, boolean boundaryBegun) {
    String behind =
        new String(buffer, jpegEnd, stated - jpegEnd, StandardCharsets.ISO_8859_1).strip();
    trusted = !boundaryBegun && !behind.isEmpty();
    return picture(trusted ? stated : jpegEnd);
  }

  private Optional<byte[]> atEnd(int jpegEnd, long stated) {
    if (jpegEnd >= 0) {
      return picture(jpegEnd);
    }
    return end == stated ? picture(end) : incomplete(end);
  }

  private Optional<byte[]> picture(int bytes) {
    start = bytes;
    return Optional.of(Arrays.copyOf(buffer, bytes));
  }

  private Optional<byte[]> incomplete(int bytes) {
    start = bytes;
    warnings.accept("incomplete picture (expected: a whole one)");
    return Optional.empty();
  }

  /** Reads what has come, and waits if that is nothing; false at the end. */
  private boolean fill() throws IOException {
    if (end == buffer.length && start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, maxBytes + 2 * BUFFER_BYTES));
    }
    int count = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, count);
    return count > 0;
  }
}
