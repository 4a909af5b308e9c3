package io.meshstream.vision.jpeg;

import java.util.Arrays;

/**
 * Tells, for one row of minimum coded units (MCUs) after another, which of them have to be decoded
 * for the pixels that are wanted, and which rows of which blocks of the first component.
 */
final class WantedBlocks {
  private static final int ALL_ROWS = 0xff;
  private static final long LOWEST_BITS = 0x0101010101010101L;

  /** A pixel's colour takes part of the nearest sample that is not its own. */
  private static final int NEIGHBOURS = 1;

  // The picture at hand.
  private McuGrid mcus;
  private PixelMask mask;
  private int mcuWidth;
  private int mcuHeight;

  // The row at hand.
  private int row;
  private boolean[] units = new boolean[0];

  /** For each row of blocks, each word of its pixels: a byte for a block, a bit for a row of it. */
  private long[] blockRows = new long[0];

  private long[] anyRow = blockRows;

  /** Prepares for a picture of which the whole region is wanted. */
  void open(McuGrid mcus) {
    this.mcus = mcus;
    mask = null;
  }

  /** Prepares for a picture. */
  void open(McuGrid mcus, PixelMask mask, int mcuWidth, int mcuHeight) {
    this.mcus = mcus;
    this.mask = mask;
    this.mcuWidth = mcuWidth;
    this.mcuHeight = mcuHeight;
    row = -1;
    if (units.length < mcus.perRow()) {
      units = new boolean[mcus.perRow()];
    }
    int words = mask.stride();
    if (anyRow.length < words) {
      anyRow = new long[words];
    }
    if (blockRows.length < mcuHeight / Block.SIDE * words) {
      blockRows = new long[mcuHeight / Block.SIDE * words];
    }
  }

  private void moveTo(int mcuRow) {
    if (mask == null || row == mcuRow) {
      return;
    }
    row = mcuRow;
    int words = mask.stride();
    Arrays.fill(anyRow, 0, words, 0);
    Arrays.fill(blockRows, 0, mcuHeight / Block.SIDE * words, 0);
    JpegRegion region = mask.region();
    int top = row * mcuHeight;
    int first = Math.max(top - NEIGHBOURS, region.y());
    int end = (int) Math.min((long) top + mcuHeight + NEIGHBOURS, region.bottom());
    for (int y = first; y < end; y++) {
      addRow(y - top, mask.row(y));
    }
    for (int column = mcus.columns().start(); column < mcus.columns().end(); column++) {
      int left = column * mcuWidth;
      units[column] = isAnyWanted(left - NEIGHBOURS, left + mcuWidth + NEIGHBOURS);
    }
  }

  private void addRow(int rowOfMcu, int from) {
    long[] pixels = mask.words();
    int words = mask.stride();
    for (int i = 0; i < words; i++) {
      anyRow[i] |= pixels[from + i];
    }
    if (rowOfMcu < 0 || rowOfMcu >= mcuHeight) {
      return;
    }
    int blocks = rowOfMcu / Block.SIDE * words;
    int bit = rowOfMcu % Block.SIDE;
    for (int i = 0; i < words; i++) {
      long any = pixels[from + i];
      any |= any >>> 4;
      any |= any >>> 2;
      any |= any >>> 1;
      blockRows[blocks + i] |= (any & LOWEST_BITS) << bit;
    }
  }

  private boolean isAnyWanted(int start, int end) {
    int from = Math.max(start - mask.left(), 0);
    int length = end - mask.left() - from;
    if (length <= 0) {
      return false;
    }
    int word = from / Long.SIZE;
    int lastWord = mask.stride() - 1;
    if (word > lastWord) {
      return false;
    }
    long bits = anyRow[word] >>> from;
    if (from % Long.SIZE != 0 && word < lastWord) {
      bits |= anyRow[word + 1] << -from;
    }
    return (bits & (-1L >>> (Long.SIZE - length))) != 0;
  }

  /**
   * Goes to the first MCU at or behind this one, which is in no earlier row, that is wanted.
   *
   * @return it, or some MCU behind the last that is needed
   */
  int nextWanted(int mcu) {
    int perRow = mcus.perRow();
    int next = Math.max(mcu / perRow, mcus.rows().start());
    int from = next == mcu / perRow ? mcu % perRow : 0;
    while (next < mcus.rows().end()) {
      moveTo(next);
      int column = nextOfRow(from);
      if (column < mcus.columns().end()) {
        return next * perRow + column;
      }
      next++;
      from = 0;
    }
    return next * perRow;
  }

  /** Returns the first column of the row at hand at or behind this one that is wanted. */
  private int nextOfRow(int column) {
    int end = mcus.columns().end();
    int next = Math.max(column, mcus.columns().start());
    while (mask != null && next < end && !units[next]) {
      next++;
    }
    return next;
  }

  /** Returns the first column of the row at hand behind this one, which is wanted, that is not. */
  int nextUnwanted(int column) {
    int end = mcus.columns().end();
    if (mask == null) {
      return end;
    }
    int next = column;
    while (next < end && units[next]) {
      next++;
    }
    return next;
  }

  /** Returns a bit for each row that is wanted of a block of the first component. */
  int rows(int blockColumn, int blockRow) {
    if (mask == null) {
      return ALL_ROWS;
    }
    int column = blockColumn - mask.left() / Block.SIDE;
    int word = column / Long.BYTES;
    if (column < 0 || word >= mask.stride()) {
      return 0;
    }
    int rowOfMcu = blockRow - row * (mcuHeight / Block.SIDE);
    return (int) (blockRows[rowOfMcu * mask.stride() + word] >>> (column * Block.SIDE)) & ALL_ROWS;
  }
}
