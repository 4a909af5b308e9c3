package io.meshstream.vision.jpeg;

/** Writes what is wanted of each row of pixels: in runs, or pixel by pixel where these are few. */
final class WantedRows {
  /** A run of which less than this part is wanted is written pixel by pixel. */
  private static final int FEW = 5;

  private final RowWriter runs;
  private final TapWriter taps;

  // The picture at hand.
  private JpegRegion region;
  private PixelMask mask;

  WantedRows(Plane[] planes) {
    this.runs = new RowWriter(planes);
    this.taps = new TapWriter(planes);
  }

  /**
   * Prepares for a picture.
   *
   * @param mask tells which pixels are wanted; null if all of the region are
   * @param chroma how the second and third component become as many as there are pixels
   * @param columns of samples of these that the whole picture has
   * @param rows of samples of these that the whole picture has
   */
  void resize(
      JpegRegion region,
      PixelMask mask,
      JpegColour colour,
      Upsampling chroma,
      int columns,
      int rows) {
    this.region = region;
    this.mask = mask;
    runs.resize(region, colour, chroma, columns, rows);
    if (mask != null) {
      taps.resize(region, region.width() / FEW + 1, colour, chroma, columns, rows);
    }
  }

  /** Writes what is wanted of the row of pixels {@code y} to where it belongs in the region. */
  void write(int y, byte[] out) {
    if (mask == null) {
      runs.write(y, region.x(), (int) region.right(), out);
      return;
    }
    long[] words = mask.words();
    int row = mask.row(y);
    int end = row + mask.stride();
    int first = row;
    while (first < end) {
      if (words[first] == 0) {
        first++;
        continue;
      }
      int count = 0;
      int behind = first;
      for (; words[behind] != 0; behind++) {
        count += Long.bitCount(words[behind]);
      }
      write(y, first - row, behind - row, count, out);
      first = behind;
    }
  }

  /** Writes what is wanted of words of the mask that follow each other. */
  private void write(int y, int firstWord, int endWord, int count, byte[] out) {
    long[] words = mask.words();
    int row = mask.row(y);
    int left = mask.left() + firstWord * Long.SIZE;
    int start = left + Long.numberOfTrailingZeros(words[row + firstWord]);
    int end =
        mask.left() + endWord * Long.SIZE - Long.numberOfLeadingZeros(words[row + endWord - 1]);
    if (count >= (end - start) / FEW) {
      runs.write(y, start, end, out);
      return;
    }
    int[] columns = taps.columns();
    int at = 0;
    for (int word = firstWord; word < endWord; word++, left += Long.SIZE) {
      for (long bits = words[row + word]; bits != 0; bits &= bits - 1) {
        columns[at++] = left + Long.numberOfTrailingZeros(bits);
      }
    }
    taps.write(y, count, out);
  }
}
