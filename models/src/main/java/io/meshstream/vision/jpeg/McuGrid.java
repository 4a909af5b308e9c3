package io.meshstream.vision.jpeg;

/**
 * The minimum coded units (MCUs) of a scan, numbered as they come, and the rectangle of them that
 * is needed.
 *
 * @param perRow MCUs in a row
 * @param columns of MCUs that are needed
 * @param rows of MCUs that are needed
 */
record McuGrid(int perRow, Span columns, Span rows) {
  /**
   * Returns the first MCU at or behind this one that is needed; in a row behind the last if none
   * is.
   */
  int nextNeeded(int mcu) {
    int row = Math.max(mcu / perRow, rows.start());
    int column = row == mcu / perRow ? mcu % perRow : 0;
    if (column >= columns.end()) {
      row++;
      column = 0;
    }
    return row * perRow + Math.max(column, columns.start());
  }

  /** Returns the MCU behind the last that is needed. */
  int end() {
    return (rows.end() - 1) * perRow + columns.end();
  }
}
