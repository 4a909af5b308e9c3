package io.meshstream.tools.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays rows of cells out in columns: the first aligned to the left, the others to the right.
 *
 * <p>Not thread-safe.
 */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table with its headings. */
  public TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not as many cells as there are headings
   */
  public void row(Object... cells) {
    int columns = rows.get(0).size();
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "table row: " + cells.length + " cells (expected: " + columns + ")");
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
  }

  /** Returns the lines, without trailing blanks. */
  public List<String> lines() {
    int[] widths = widths();
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      String padding = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? cell + padding : GAP + padding + cell);
    }
    return line.toString().stripTrailing();
  }
}
