package io.meshstream.vision.jpeg;

/**
 * Writes what is wanted of each row of pixels: in runs that reach over small gaps, or pixel by
 * pixel where that costs less.
 */
final class WantedRows {
  /** In pixels. Over so many a run does not reach, if none of them is wanted. */
  private static final int GAP = 64;

  /** What a pixel by itself costs, in pixels of a run. */
  private static final int SINGLE = 6;

  /** What a run costs beside its pixels, in pixels. */
  private static final int RUN = 200;

  /** Where more pixels than that are beside each other a run is written. */
  private static final int FEW = 3;

  /** Likewise where at least so many of a word of the mask are wanted: nobody looks which. */
  private static final int MANY = 20;

  private static final int[] NONE = {};

  private final TapWriter taps;

  // The picture at hand.
  private RunWriter runs;
  private JpegRegion region;
  private PixelMask mask;
  private int[] columns;

  // The row at hand: how many columns are kept, to be written pixel by pixel in the end.
  private int kept;

  // The run at hand, whose columns lie behind those unless there are too many.
  private int start;
  private int end;
  private int count;
  private boolean isFull;

  WantedRows(Plane[] planes) {
    this.taps = new TapWriter(planes);
  }

  /**
   * Prepares for a picture of which all is written in runs.
   *
   * @param mask tells which pixels are wanted; null if all of the region are
   */
  void resize(JpegRegion region, PixelMask mask, RunWriter runs) {
    this.region = region;
    this.mask = mask;
    this.runs = runs;
    columns = NONE;
  }

  /**
   * Lets pixels of the picture be written one by one.
   *
   * @param chroma how the second and third component become as many as there are pixels
   * @param columns of samples of these that the whole picture has
   * @param rows of samples of these that the whole picture has
   */
  void allowSingle(JpegColour colour, Upsampling chroma, int columns, int rows) {
    taps.resize(region, region.width() / SINGLE + FEW, colour, chroma, columns, rows);
    this.columns = taps.columns();
  }

  /** Writes what is wanted of the row of pixels {@code y} to where it belongs in the region. */
  void write(int y, byte[] out) {
    if (mask == null) {
      runs.write(y, region.x(), (int) region.right(), out);
      return;
    }
    kept = 0;
    begin(mask.left());
    long[] words = mask.words();
    int row = mask.row(y);
    int behind = row + mask.stride();
    int left = mask.left();
    for (int word = row; word < behind; word++, left += Long.SIZE) {
      long bits = words[word];
      if (Long.bitCount(bits) >= MANY) {
        int first = Long.numberOfTrailingZeros(bits);
        add(y, left + first, Long.SIZE - Long.numberOfLeadingZeros(bits) - first, out);
        continue;
      }
      while (bits != 0) {
        int first = Long.numberOfTrailingZeros(bits);
        int length = Long.numberOfTrailingZeros(~(bits >>> first));
        add(y, left + first, length, out);
        bits &= -1L << first << length;
      }
    }
    end(y, out);
    if (kept > 0) {
      taps.write(y, kept, out);
    }
  }

  private void begin(int column) {
    start = column;
    end = column;
    count = 0;
    isFull = false;
  }

  /** Adds pixels beside each other to the run at hand, or begins the next one with them. */
  private void add(int y, int first, int length, byte[] out) {
    if (count == 0 || first - end >= GAP) {
      end(y, out);
      begin(first);
    }
    int at = kept + count;
    if (length <= FEW && at + FEW <= columns.length) {
      // As many as there may be: what is too much gets replaced.
      columns[at] = first;
      columns[at + 1] = first + 1;
      columns[at + 2] = first + 2;
    } else {
      isFull = true;
    }
    count += length;
    end = first + length;
  }

  /** Writes the run at hand, or keeps its columns. */
  private void end(int y, byte[] out) {
    if (!isFull && SINGLE * count < RUN + end - start) {
      kept += count;
    } else {
      runs.write(y, start, end, out);
    }
  }
}
