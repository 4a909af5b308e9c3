package io.meshstream.tools.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an answer: in chunks, of a stated length, or all that comes.
 *
 * <p>Not thread-safe.
 */
final class HttpBody extends InputStream {

  private static final int MAX_CHUNK_LINE_BYTES = 1024;
  private static final int MAX_TRAILERS = 64;

  private final HttpInput in;
  private final boolean chunked;

  /** Bytes left of the body, or of its chunk; -1: all that comes. */
  private long left;

  private boolean inChunks;
  private boolean over;

  private HttpBody(HttpInput in, boolean chunked, long length) {
    this.in = in;
    this.chunked = chunked;
    this.left = chunked ? 0 : length;
    this.over = !chunked && length == 0;
  }

  /**
   * The body behind a head.
   *
   * @param endless whether it is a stream, whose stated length means nothing
   */
  static HttpBody of(HttpInput in, HttpHead head, boolean endless) {
    return new HttpBody(in, head.isChunked(), endless ? -1 : head.contentLength());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!over && chunked && left == 0) {
      nextChunk();
    }
    if (over) {
      return -1;
    }
    int wanted = left < 0 ? length : (int) Math.min(length, left);
    int count = in.read(target, offset, wanted);
    if (count < 0) {
      over = true;
      left = -1;
    } else if (left >= 0) {
      left -= count;
      over = left == 0 && !chunked;
    }
    return count;
  }

  private void nextChunk() throws IOException {
    try {
      if (inChunks) {
        in.readLine(MAX_CHUNK_LINE_BYTES);
      }
      inChunks = true;
      left = size(in.readLine(MAX_CHUNK_LINE_BYTES));
      if (left == 0) {
        over = true;
        readTrailers();
      }
    } catch (EOFException e) {
      // Cut off between two chunks; what came counts.
      over = true;
      left = -1;
    }
  }

  private static long size(String line) throws IOException {
    String digits = line.replaceFirst(";.*", "").strip();
    if (!digits.matches("[0-9a-fA-F]{1,15}")) {
      throw new IOException("a chunk without a size");
    }
    return Long.parseLong(digits, 16);
  }

  private void readTrailers() throws IOException {
    for (int i = 0; i < MAX_TRAILERS && !in.readLine(MAX_CHUNK_LINE_BYTES).isEmpty(); i++) {}
  }

  /**
   * Reads what is left of it, if that is little.
   *
   * @return whether another answer can follow on the connection
   */
  boolean finish() throws IOException {
    byte[] rest = new byte[1024];
    for (int i = 0; i < 16 && !over && (chunked || left >= 0); i++) {
      read(rest, 0, rest.length);
    }
    return over && left == 0;
  }
}
