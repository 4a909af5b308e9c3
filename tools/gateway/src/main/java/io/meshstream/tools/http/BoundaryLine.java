package io.meshstream.tools.http;

import java.nio.charset.StandardCharsets;

/**
 * Finds the line that divides parts among the bytes of a body: the boundary with dashes before it,
 * as many as there are or none, and perhaps dashes and white space behind it.
 *
 * <p>Takes the bytes as they come. Not thread-safe.
 */
final class BoundaryLine {

  private static final int NOT_BEGUN = -1;

  /** A shorter one without dashes stands among a picture's bytes by chance. */
  private static final int LEAST_WITHOUT_DASHES = 6;

  private final byte[] boundary;

  /** Where the line begins, line end before it included; -1 in the middle of another line. */
  private int begin = NOT_BEGUN;

  private int dashes;
  private int matched;
  private boolean afterReturn;

  /**
   * @param boundary as {@link #strip} has it; empty: none is ever found
   */
  BoundaryLine(String boundary) {
    this.boundary = boundary.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns a boundary without what may or may not stand around it. */
  static String strip(String boundary) {
    return boundary.strip().replaceFirst("^-+", "");
  }

  /** Returns whether a line, without its end, is one that divides parts. */
  static boolean isIn(String line, String boundary) {
    String stripped = strip(line);
    return !boundary.isEmpty()
        && stripped.startsWith(boundary)
        && stripped.substring(boundary.length()).matches("(--)?\\s*");
  }

  /** A line begins here, whatever was before. */
  void beginAt(int index) {
    begin = index;
    dashes = 0;
    matched = 0;
  }

  /**
   * Takes more bytes.
   *
   * @return the index of the line's first byte, or of the line end before it, once all of the line
   *     is there; or else -1
   */
  int find(byte[] data, int from, int to) {
    if (boundary.length == 0) {
      return -1;
    }
    for (int at = from; at < to; at++) {
      byte each = data[at];
      if (each == '\n') {
        if (begin != NOT_BEGUN && isWhole()) {
          return begin;
        }
        beginAt(afterReturn ? at - 1 : at);
      } else if (begin != NOT_BEGUN) {
        match(each);
      }
      afterReturn = each == '\r';
    }
    return -1;
  }

  private boolean isWhole() {
    return matched == boundary.length && (dashes >= 2 || matched >= LEAST_WITHOUT_DASHES);
  }

  private void match(byte each) {
    if (matched < boundary.length) {
      if (each == boundary[matched]) {
        matched++;
      } else if (matched == 0 && each == '-') {
        dashes++;
      } else {
        begin = NOT_BEGUN;
      }
    } else if (each != '-' && each != '\r' && each != ' ' && each != '\t') {
      begin = NOT_BEGUN;
    }
  }

  /** Returns whether what came last may turn out to be the line. */
  boolean isBegun() {
    return begin != NOT_BEGUN;
  }
}
