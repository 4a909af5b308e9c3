package io.meshstream.tools.http;

/**
 * Finds where a JPEG ends, by its segments: a thumbnail in one of them has an end of its own.
 *
 * <p>As tolerant as decoders are: a segment of impossible length has none, bytes between segments
 * and markers that cannot stand within a scan are passed over. A scan that meets the beginning of
 * another picture was cut off there.
 *
 * <p>Takes the bytes as they come. Not thread-safe.
 */
final class JpegEnd {

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;

  private enum State {
    /** Between segments. */
    SEGMENTS,
    /** Behind 0xff between segments. */
    MARKER,
    LENGTH_HIGH,
    LENGTH_LOW,
    IN_SEGMENT,
    /** Among entropy-coded data. */
    SCAN,
    /** Behind 0xff among entropy-coded data. */
    SCAN_MARKER
  }

  private State state = State.SEGMENTS;
  private int marker;
  private int length;

  /**
   * Takes more bytes, from the picture's first on.
   *
   * @return the index behind the picture's last byte if it is among them, which may be 1 less than
   *     {@code from}; or else -1
   */
  int find(byte[] data, int from, int to) {
    int at = from;
    while (at < to) {
      if (state == State.SCAN) {
        while (at < to && data[at] != (byte) 0xff) {
          at++;
        }
        if (at == to) {
          return -1;
        }
      } else if (state == State.IN_SEGMENT) {
        int skipped = Math.min(length, to - at);
        at += skipped;
        length -= skipped;
        if (length > 0) {
          return -1;
        }
        endSegment();
        continue;
      }
      int each = data[at] & 0xff;
      at++;
      switch (state) {
        case SEGMENTS -> state = each == 0xff ? State.MARKER : State.SEGMENTS;
        case SCAN -> state = State.SCAN_MARKER;
        case LENGTH_HIGH -> {
          length = each << 8;
          state = State.LENGTH_LOW;
        }
        case LENGTH_LOW -> beginSegment(each);
        case MARKER -> {
          if (each == EOI) {
            return at;
          }
          afterMarker(each);
        }
        case SCAN_MARKER -> {
          if (each == EOI) {
            return at;
          } else if (each == SOI) {
            return at - 2;
          }
          afterScanMarker(each);
        }
        default -> throw new IllegalStateException(state.toString());
      }
    }
    return -1;
  }

  private void afterMarker(int code) {
    if (code == 0xff) {
      return;
    }
    boolean alone = code == 0 || code == 1 || isRestart(code) || code == SOI;
    marker = code;
    state = alone ? State.SEGMENTS : State.LENGTH_HIGH;
  }

  private void afterScanMarker(int code) {
    if (code == 0xff) {
      return;
    }
    marker = code;
    state = isSegmentBetweenScans(code) ? State.LENGTH_HIGH : State.SCAN;
  }

  private static boolean isRestart(int code) {
    return code >= 0xd0 && code <= 0xd7;
  }

  /** Tables, scans, applications' segments and comments. */
  private static boolean isSegmentBetweenScans(int code) {
    return code == 0xc4
        || code == 0xcc
        || (code >= SOS && code <= 0xdd)
        || (code >= 0xe0 && code <= 0xef)
        || code == 0xfe;
  }

  private void beginSegment(int lengthLow) {
    // The length counts itself.
    length = Math.max(0, (length | lengthLow) - 2);
    state = State.IN_SEGMENT;
    if (length == 0) {
      endSegment();
    }
  }

  private void endSegment() {
    state = marker == SOS ? State.SCAN : State.SEGMENTS;
  }

  /** Returns whether the picture has begun to show something. */
  boolean isInScan() {
    return state == State.SCAN || state == State.SCAN_MARKER;
  }
}
