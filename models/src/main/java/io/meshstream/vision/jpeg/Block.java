package io.meshstream.vision.jpeg;

import java.util.Arrays;

/** The coefficients of one block, already multiplied by the quantisation, row by row. */
final class Block {
  static final int SIDE = 8;
  static final int SIZE = SIDE * SIDE;

  /** Where values go that are none, such as the end of a block. */
  private static final int NOWHERE = SIZE;

  /** How far an index may lie beyond the last coefficient while a block is read. */
  private static final int OVERRUN = ValueTable.END_OF_BLOCK + 16;

  /** As many zeros, and then a value, can stand behind the last coefficient but one. */
  private static final int MOST_RUN = 15;

  private static final int[] ZIGZAG = zigzag();

  /** The coefficients, and one place behind them for what is to be forgotten. */
  final int[] coefficients = new int[SIZE + 1];

  /**
   * Returns for each index in coded order its place in {@link #coefficients}; also beyond the last.
   */
  static int[] places() {
    return ZIGZAG;
  }

  /** Makes a quantisation table that can be indexed as far as {@link #places()}. */
  static int[] extended(int[] quantisation) {
    int[] extended = new int[SIZE + OVERRUN];
    extend(quantisation, extended);
    return extended;
  }

  /** Puts another quantisation table into one made by {@link #extended}. */
  static void extend(int[] quantisation, int[] extended) {
    System.arraycopy(quantisation, 0, extended, 0, SIZE);
    Arrays.fill(extended, SIZE, SIZE + MOST_RUN, quantisation[SIZE - 1]);
  }

  void clear() {
    Arrays.fill(coefficients, 0);
  }

  private static int[] zigzag() {
    int[] places = new int[SIZE + OVERRUN];
    Arrays.fill(places, NOWHERE);
    // A run in damaged data may reach beyond the last coefficient, which then gets its value.
    Arrays.fill(places, SIZE, SIZE + MOST_RUN, SIZE - 1);
    int index = 0;
    for (int diagonal = 0; diagonal < 2 * SIDE - 1; diagonal++) {
      int first = Math.max(0, diagonal - SIDE + 1);
      int last = Math.min(diagonal, SIDE - 1);
      for (int i = first; i <= last; i++) {
        int row = diagonal % 2 == 0 ? first + last - i : i;
        places[index++] = row * SIDE + diagonal - row;
      }
    }
    return places;
  }
}
