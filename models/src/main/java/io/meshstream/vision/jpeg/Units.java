package io.meshstream.vision.jpeg;

/**
 * The minimum coded units of a scan, numbered as they come, and the rectangle of them that is
 * needed.
 *
 * @param perRow units in a row
 * @param columns of units that are needed
 * @param rows of units that are needed
 */
record Units(int perRow, Span columns, Span rows) {
  /** The first unit at or behind this one that is needed; in a row behind the last if none is. */
  int nextNeeded(int unit) {
    int row = Math.max(unit / perRow, rows.start());
    int column = row == unit / perRow ? unit % perRow : 0;
    if (column >= columns.end()) {
      row++;
      column = 0;
    }
    return row * perRow + Math.max(column, columns.start());
  }

  /** The unit behind the last that is needed. */
  int end() {
    return (rows.end() - 1) * perRow + columns.end();
  }
}
