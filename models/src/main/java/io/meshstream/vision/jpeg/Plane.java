package io.meshstream.vision.jpeg;

/**
 * The samples of one component that a region needs: a window of its blocks, of which the rows of
 * the last two rows of MCUs are kept.
 *
 * <p>Columns are kept in phases: with two phases the even ones come first in a row, then the odd
 * ones. That is how the colour of a row is computed, see {@link RowWriter}.
 */
final class Plane {
  private final int[] offsets = new int[Block.SIDE];
  private int[] samples = new int[0];

  private int blockSize;
  private int phases;
  private int firstColumn;
  private int endColumn;
  private int firstRow;
  private int endRow;
  private int phaseLength;
  private int stride;
  private int rows;

  /**
   * Sets the window.
   *
   * @param blockSize side of a decoded block
   * @param phases 1, 2 or 4
   * @param columns of samples that are needed; whole phases and blocks around them are kept
   * @param rowsKept how many rows are kept at once
   */
  void resize(int blockSize, int phases, Span columns, Span rows, int rowsKept) {
    this.blockSize = blockSize;
    this.phases = phases;
    Span blockColumns = blocks(blockSize, phases, columns);
    Span blockRows = blocks(blockSize, 1, rows);
    firstColumn = blockColumns.start();
    endColumn = blockColumns.end();
    firstRow = blockRows.start();
    endRow = blockRows.end();
    stride = (endColumn - firstColumn) * blockSize;
    phaseLength = stride / phases;
    this.rows = rowsKept;
    for (int column = 0; column < blockSize; column++) {
      offsets[column] = offset(column);
    }
    if (samples.length < stride * rowsKept) {
      samples = new int[stride * rowsKept];
    }
  }

  /** Returns the blocks that have these samples, and those beside them in whole phases. */
  static Span blocks(int blockSize, int phases, Span samples) {
    int step = Math.max(blockSize, phases);
    return new Span(
        samples.start() / step * step / blockSize,
        (samples.end() + step - 1) / step * step / blockSize);
  }

  /** Returns an upper bound for the bytes that a window of so many columns and rows takes. */
  static long bytes(Span columns, int rowsKept) {
    return (columns.length() + 2L * Block.SIDE) * rowsKept * Integer.BYTES;
  }

  private int offset(int column) {
    return column % phases * phaseLength + column / phases;
  }

  /** Tells whether the block at this place belongs to the window. */
  boolean contains(int blockColumn, int blockRow) {
    return blockColumn >= firstColumn
        && blockColumn < endColumn
        && blockRow >= firstRow
        && blockRow < endRow;
  }

  /**
   * Puts a block of the window into its place.
   *
   * @param rows a bit for each row of it that is wanted
   */
  void put(InverseDct dct, int[] block, int used, int blockColumn, int blockRow, int rows) {
    int at = row(blockRow * blockSize) + offset((blockColumn - firstColumn) * blockSize);
    dct.transform(block, used, blockSize, rows, samples, at, stride, offsets);
  }

  /** Makes samples of what blocks have become at some columns of a row, not finished before. */
  void pick(int y, int[] columns, int count, int[] out) {
    int from = row(y);
    int left = left();
    int phaseMask = phases - 1;
    int phaseShift = Integer.numberOfTrailingZeros(phases);
    int[] samples = this.samples;
    for (int i = 0; i < count; i++) {
      int column = columns[i] - left;
      out[i] = samples[from + (column & phaseMask) * phaseLength + (column >> phaseShift)];
    }
    Lanes.toSamples(out, 0, count, shift());
  }

  /** Tells how far what blocks have become is to be shifted. */
  int shift() {
    return InverseDct.shift(blockSize);
  }

  /** Makes samples of what blocks in these rows of blocks have become. */
  void finish(int blockRow, int end) {
    int first = Math.max(blockRow, firstRow);
    int last = Math.min(end, endRow) - 1;
    if (first <= last) {
      Lanes.toSamples(
          samples, row(first * blockSize), row(last * blockSize) + blockSize * stride, shift());
    }
  }

  int blockSize() {
    return blockSize;
  }

  /** Returns the leftmost column of samples in the window. */
  int left() {
    return firstColumn * blockSize;
  }

  /** Returns the column of samples right of the window. */
  int right() {
    return endColumn * blockSize;
  }

  /** Returns the distance in {@link #samples()} between two phases of a row. */
  int phaseLength() {
    return phaseLength;
  }

  /** Tells where in {@link #samples()} a row starts. */
  int row(int y) {
    return y % rows * stride;
  }

  int[] samples() {
    return samples;
  }
}
