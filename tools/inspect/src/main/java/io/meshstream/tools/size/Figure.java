package io.meshstream.tools.size;

/**
 * A figure that sizes are computed with.
 *
 * @param name what it is about
 * @param command what measured it
 */
record Figure(String name, double value, String unit, String command) {

  /**
   * Reads a line of the file of figures: name, value, unit and command, separated by commas.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Figure parse(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 4) {
      throw new IllegalArgumentException(
          "figure: %s (expected: name,value,unit,command)".formatted(line));
    }
    return new Figure(cells[0], Double.parseDouble(cells[1]), cells[2], cells[3]);
  }
}
