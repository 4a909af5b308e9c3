package io.meshstream.face.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entropy-coded bytes of a scan, freed of stuffing, a window at a time.
 *
 * <p>A scan is a row of segments with restart markers between them. Behind the last byte of a
 * segment the window holds zeros enough for a block, so that a block is read without a check for
 * each of its bits; whether they were used up is checked afterwards.
 */
final class EntropyBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int WINDOW = 1 << 13;

  /** More than the longest block: 64 codes of 16 bits with values of 15. */
  private static final int BLOCK_MARGIN = 320;

  /** Bytes in front of the position that stay in the window. */
  private static final int KEPT = 16;

  private static final long ONES = 0x0101010101010101L;
  private static final long SIGNS = 0x8080808080808080L;

  private final byte[] window = new byte[KEPT + WINDOW + Long.BYTES + BLOCK_MARGIN];
  private byte[] data;
  private int source;
  private int end;
  private int filled;
  private boolean ended;

  /** Starts with the segment at this index. */
  void open(byte[] data, int start, int end) {
    this.data = data;
    this.end = end;
    startSegment(start);
  }

  /** Lets go of the data. */
  void close() {
    data = null;
  }

  private void startSegment(int start) {
    source = start;
    filled = KEPT;
    ended = false;
    fill();
  }

  /** Where a new segment starts in the window. */
  int start() {
    return KEPT;
  }

  byte[] window() {
    return window;
  }

  /** From positions up to this one, any block can be read. */
  int limit() {
    return ended ? filled : filled - BLOCK_MARGIN;
  }

  /**
   * Moves the window so that a block can be read from the position, if there is one.
   *
   * @return the new position
   */
  int slide(int position) {
    if (ended) {
      return position;
    }
    int from = position - KEPT;
    System.arraycopy(window, from, window, 0, filled - from);
    filled -= from;
    fill();
    return KEPT;
  }

  /** Refuses to have read more bits than the segment has. */
  void checkUsed(long bits) throws JpegException {
    if (ended && bits > 8L * filled) {
      if (source >= end || markerHere() == Markers.END_OF_IMAGE) {
        throw JpegException.truncated("the pixels");
      }
      throw JpegException.corrupt(
          "pixels: marker ff" + Integer.toHexString(markerHere()) + " too early",
          "more pixels before it");
    }
  }

  private int markerHere() {
    return source + 1 < end ? data[source + 1] & 0xff : Markers.END_OF_IMAGE;
  }

  /**
   * Passes over the rest of a segment and whole segments behind it.
   *
   * @param index of the segment to leave
   * @param count of segments to leave, at least 1
   */
  void nextSegment(int index, int count) throws JpegException {
    for (int i = 0; i < count; i++) {
      skipToMarker();
      int marker = markerHere();
      if (marker == Markers.END_OF_IMAGE) {
        throw JpegException.truncated("the pixels");
      }
      int expected = Markers.RESTART + (index + i & 7);
      if (marker != expected) {
        throw JpegException.corrupt(
            "pixels: marker ff" + Integer.toHexString(marker),
            "restart marker ff" + Integer.toHexString(expected));
      }
      source += 2;
    }
    startSegment(source);
  }

  private void skipToMarker() {
    int at = source;
    while (at < end) {
      while (at <= end - Long.BYTES && !hasOnes((long) LONG.get(data, at))) {
        at += Long.BYTES;
      }
      int stop = Math.min(end, at + Long.BYTES);
      for (; at < stop; at++) {
        if (data[at] == -1 && at + 1 < end && isMarker(data[at + 1])) {
          source = at;
          return;
        }
      }
    }
    source = end;
  }

  private static boolean isMarker(byte second) {
    return second != 0 && second != -1;
  }

  /** Whether a byte of the word may be ff. */
  private static boolean hasOnes(long word) {
    return ((~word - ONES) & word & SIGNS) != 0;
  }

  private void fill() {
    byte[] data = this.data;
    byte[] window = this.window;
    int from = source;
    int to = filled;
    int full = KEPT + WINDOW - Long.BYTES;
    while (!ended && to < full) {
      while (from <= end - Long.BYTES && to < full) {
        long word = (long) LONG.get(data, from);
        if (hasOnes(word)) {
          break;
        }
        LONG.set(window, to, word);
        from += Long.BYTES;
        to += Long.BYTES;
      }
      for (int i = 0; i < Long.BYTES && !ended; i++) {
        if (from >= end) {
          ended = true;
        } else if (data[from] != -1) {
          window[to++] = data[from++];
        } else if (from + 1 < end && data[from + 1] == 0) {
          window[to++] = -1;
          from += 2;
        } else if (from + 1 < end && data[from + 1] == -1) {
          from++;
        } else {
          ended = true;
        }
      }
    }
    source = from;
    filled = to;
    if (ended) {
      Arrays.fill(window, to, to + BLOCK_MARGIN, (byte) 0);
    }
  }
}
