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
  /** Returns the MCU behind the last that is needed. */
  int end() {
    return (rows.end() - 1) * perRow + columns.end();
  }
}
