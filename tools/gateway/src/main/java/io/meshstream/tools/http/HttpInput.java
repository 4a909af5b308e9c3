package io.meshstream.tools.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * What a server sends, until a moment that can be moved. Interrupting the thread that reads ends
 * the connection.
 *
 * <p>Not thread-safe.
 */
final class HttpInput extends InputStream {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final CallEnd end;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private int next;
  private int limit;

  /**
   * Reads from a connected socket.
   *
   * @param end when a read is given up
   */
  HttpInput(Socket socket, CallEnd end) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer[next++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, limit - next);
    System.arraycopy(buffer, next, target, offset, count);
    next += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (next < limit) {
      return true;
    }
    socket.setSoTimeout(end.millisLeft());
    next = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }

  /**
   * Reads a line, which LF ends, or CR and LF.
   *
   * @throws EOFException if the connection ends before it does
   * @throws IOException if it is longer than so many bytes
   */
  String readLine(int maxBytes) throws IOException {
    StringBuilder line = new StringBuilder();
    int each = read();
    while (each != '\n') {
      if (each < 0) {
        throw new EOFException("the connection was closed");
      }
      if (line.length() == maxBytes) {
        throw new IOException("a line of more than " + maxBytes + " bytes");
      }
      line.append((char) each);
      each = read();
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    // Bytes up to here; nothing that is read out of them has others than those of ASCII.
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** The moment at which waiting for a server is over. */
  static final class CallEnd {

    private long endNanos;

    /** Moves it to so many nanoseconds from now. */
    void setIn(long nanos) {
      endNanos = System.nanoTime() + nanos;
    }

    /**
     * How long is left, at least 1.
     *
     * @throws SocketTimeoutException if nothing is
     */
    int millisLeft() throws SocketTimeoutException {
      long left = endNanos - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      return (int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
    }
  }
}
