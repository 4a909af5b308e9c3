package io.meshstream.vision.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entropy-coded bytes of a scan, freed of stuffing, a window at a time.
 *
 * <p>A scan is a row of segments with restart markers between them. Behind the last byte of a
 * segment the window holds zeros enough for a block, so that a block is read without a check for
 * each of its bits; whether they were used up is asked afterwards.
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
  private boolean lost;
  private boolean lostBefore;

  /** Starts with the segment at this index. */
  void open(byte[] data, int start, int end) {
    this.data = data;
    this.end = end;
    lost = false;
    startSegment(start);
  }

  /** Lets go of the data. */
  void close() {
    data = null;
  }

  private void startSegment(int start) {
    source = start;
    filled = KEPT;
    ended = lost;
    fill();
  }

  /** Tells where a new segment starts in the window. */
  int start() {
    return KEPT;
  }

  byte[] window() {
    return window;
  }

  /** Returns the position up to which any block can be read. */
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

  /** Tells whether more bits have been read than the segment has. */
  boolean isUsedUp(long bits) {
    return ended && bits > 8L * filled;
  }

  /** Tells where nothing but the zeros behind the segment is left to read, if it has ended. */
  int segmentEnd() {
    return filled;
  }

  /** Tells whether the segment has ended, and the image with it. */
  boolean isAtEndOfImage() {
    return ended && source + 1 < end && markerHere() == Markers.END_OF_IMAGE;
  }

  /** Returns the index in the data of the first byte that is not in the window. */
  int dataPosition() {
    return source;
  }

  /** Tells whether this segment is lost. */
  boolean isLost() {
    return lost;
  }

  /** Tells whether the one before this segment is lost. */
  boolean isLostBefore() {
    return lostBefore;
  }

  private int markerHere() {
    return source + 1 < end ? data[source + 1] & 0xff : Markers.END_OF_IMAGE;
  }

  /**
   * Passes over the rest of a segment and whole segments behind it. A segment that is lost is an
   * empty one.
   *
   * @param index of the segment to leave
   * @param count of segments to leave, at least 1
   * @param read whether the segment to leave has been read to its end
   * @return how many were left: one fewer if the last is lost but not the one before it, and that
   *     was not read, which it has to be then to know how it ends
   */
  int nextSegment(int index, int count, boolean read) {
    int before = source;
    for (int i = 0; i < count; i++) {
      before = source;
      lostBefore = lost;
      lost = !findSegment(index + i & 7);
    }
    if (lost && !lostBefore && (count > 1 || !read)) {
      lost = false;
      source = before;
      if (count > 1) {
        startSegment(before);
      }
      return count - 1;
    }
    startSegment(source);
    return count;
  }

  /**
   * Looks for the segment behind the restart marker of this number, and decides about other markers
   * as libjpeg does: the next two mean that the segment is lost, the two before are late and passed
   * over, as is what is no marker at all; one that is farther off has a wrong number. Anything else
   * ends the pixels.
   */
  private boolean findSegment(int number) {
    while (true) {
      skipToMarker();
      int marker = markerHere();
      if (marker < Markers.FIRST) {
        source += 2;
        continue;
      }
      if (!Markers.isRestart(marker)) {
        return false;
      }
      int ahead = marker - number & 7;
      if (ahead == 1 || ahead == 2) {
        return false;
      }
      source += 2;
      if (ahead < 6) {
        return true;
      }
    }
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

  /** Returns whether a byte of the word may be ff. */
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
