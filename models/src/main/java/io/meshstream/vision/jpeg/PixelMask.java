package io.meshstream.vision.jpeg;

import java.util.Arrays;

/**
 * Says which pixels of a region are wanted, with a bit for each.
 *
 * <p>It can be used for any number of pictures, one after another, and keeps its memory. Not
 * thread-safe.
 */
public final class PixelMask {
  private JpegRegion region = new JpegRegion(0, 0, 1, 1);

  /** Rows of bits, each padded by a word, so that a window of bits can be read at any column. */
  private long[] words = new long[0];

  private int firstWord;
  private int stride;

  /** Starts anew, with no pixel of a region wanted. */
  public void reset(JpegRegion region) {
    this.region = region;
    firstWord = region.x() / Long.SIZE;
    stride = stride(region);
    int length = Math.multiplyExact(stride, region.height());
    if (words.length < length) {
      words = new long[0];
      words = new long[length];
    } else {
      Arrays.fill(words, 0, length, 0);
    }
  }

  private static int stride(JpegRegion region) {
    return (int) ((region.right() - 1) / Long.SIZE) - region.x() / Long.SIZE + 2;
  }

  /** Adds all pixels of the region. */
  public void addAll() {
    for (int y = region.y(); y < region.bottom(); y++) {
      add(y, region.x(), (int) region.right());
    }
  }

  /**
   * Adds pixels of a row, as far as they are in the region.
   *
   * @param y row of the picture
   * @param start first column of the picture
   * @param end column behind the last
   */
  public void add(int y, int start, int end) {
    int from = Math.max(start, region.x());
    int last = (int) Math.min(end, region.right()) - 1;
    if (from > last || y < region.y() || y >= region.bottom()) {
      return;
    }
    int row = row(y) - firstWord;
    int firstOfRow = row + from / Long.SIZE;
    int lastOfRow = row + last / Long.SIZE;
    long head = -1L << from;
    long tail = -1L >>> -(last + 1);
    if (firstOfRow == lastOfRow) {
      words[firstOfRow] |= head & tail;
      return;
    }
    words[firstOfRow] |= head;
    Arrays.fill(words, firstOfRow + 1, lastOfRow, -1L);
    words[lastOfRow] |= tail;
  }

  /** Returns the number of bytes that the pixels of a region take. */
  static long bytes(JpegRegion region) {
    return (long) stride(region) * region.height() * Long.BYTES;
  }

  /** Returns the number of bytes that this takes. */
  public long bytes() {
    return (long) words.length * Long.BYTES;
  }

  /** Returns the region. */
  JpegRegion region() {
    return region;
  }

  /** Returns the words of all rows. */
  long[] words() {
    return words;
  }

  /** Tells where in {@link #words()} a row of the picture starts. */
  int row(int y) {
    return (y - region.y()) * stride;
  }

  /** Returns the column of the picture that the lowest bit of a row's first word stands for. */
  int left() {
    return firstWord * Long.SIZE;
  }

  /** Returns the number of words of a row, the last of which is padding. */
  int stride() {
    return stride;
  }
}
