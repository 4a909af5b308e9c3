package io.meshstream.vision.sampling;

import io.meshstream.vision.image.Picture;

/**
 * Has the processor fetch rows of a picture into its nearer caches before they are sampled.
 *
 * <p>Where a crop is turned, its samples go from row to row of the picture, which no processor
 * foresees: each waits for memory by itself, if the picture is large or something else has been
 * computed since it was decoded. Bytes read straight along the rows are waited for together.
 */
final class SampleFetch {
  /** What a cache fetches at once, or half of it. */
  private static final int LINE = 64;

  /** How many rows farther than what is sampled next: what has been asked for takes time. */
  private static final int AHEAD = 8;

  /** With fewer samples than one to so many rows, most of what is in them is not looked at. */
  private static final int MOST_ROWS_TO_SAMPLE = 8;

  private static final int COLOUR_BYTES = 3;

  private final byte[] data;
  private final int rowStride;
  private final int length;
  private final int end;
  private int row;
  private int at;

  /** Something of all that was read, so that reading is not left out. */
  private int read;

  /**
   * Prepares for a part of a picture.
   *
   * @param left leftmost column of samples that is looked at
   * @param right column behind the last
   * @param side rows of the tensor, or columns
   */
  SampleFetch(Picture picture, int left, int right, int top, int bottom, int side) {
    boolean pays =
        picture.sampleStride() == COLOUR_BYTES && bottom - top <= MOST_ROWS_TO_SAMPLE * side;
    data = picture.data();
    rowStride = picture.rowStride();
    length = (right - left) * COLOUR_BYTES;
    row = top;
    end = pays ? bottom : top;
    at = picture.origin() + top * rowStride + left * COLOUR_BYTES;
  }

  /** Sees to it that rows are fetched up to this one. */
  void reach(long lastRow) {
    int behind = (int) Math.min(end, lastRow + AHEAD);
    while (row < behind) {
      int sum = 0;
      for (int i = at; i < at + length; i += LINE) {
        sum += data[i];
      }
      read += sum;
      at += rowStride;
      row++;
    }
  }

  /** Returns a number that depends on all that was read. */
  int read() {
    return read;
  }
}
