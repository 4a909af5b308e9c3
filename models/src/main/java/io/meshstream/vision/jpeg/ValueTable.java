package io.meshstream.vision.jpeg;

import java.util.function.IntUnaryOperator;

/**
 * Looks up a Huffman code together with the bits of its value, or two of them at once.
 *
 * <p>An entry holds, from the top: a 16-bit value, 8 bits of how many zeros stand before it, a flag
 * for entries that are incomplete and, in the low 6 bits, the number of bits used. Where the code
 * fits into the lookup but not its value, the flag is set and the entry has in place of the value
 * how many bits that takes; where not even the code fits, it uses no bits.
 *
 * <p>A pair holds, from the top: a 16-bit value for the second code, one for the first code, 8 bits
 * of how far the second coefficient lies behind the first one, 8 bits of how far the two go, 7 bits
 * of how many zeros stand before the first one, the flag and the number of bits used. Where there
 * is no second code, or it does not fit, the second coefficient is the first one once more.
 */
final class ValueTable {
  static final int LOOKUP_BITS = 11;
  static final int INCOMPLETE = 1 << 6;
  static final int USED = 0x3f;

  /** The run that stands for the end of a block, longer than any other. */
  static final int END_OF_BLOCK = 127;

  private final CanonicalCode code;
  private final IntUnaryOperator runs;
  private final int[] entries = new int[1 << LOOKUP_BITS];
  private final long[] pairs;

  private ValueTable(HuffmanCode definition, IntUnaryOperator runs, boolean inPairs) {
    this.code = new CanonicalCode(definition);
    this.runs = runs;
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(i);
    }
    pairs = new long[inPairs ? entries.length : 0];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = pair(i);
    }
  }

  /** Makes a table for differences between the mean values of blocks, which have no runs. */
  static ValueTable dc(HuffmanCode definition) {
    return new ValueTable(definition, symbol -> 0, false);
  }

  /** Makes a table for the other coefficients. */
  static ValueTable ac(HuffmanCode definition) {
    return new ValueTable(definition, ValueTable::run, true);
  }

  /**
   * Returns the zeros that a symbol puts before its value; for 16 zeros the last of them is the
   * value.
   */
  static int run(int symbol) {
    boolean ends = category(symbol) == 0 && symbol != 0xf0;
    return ends ? END_OF_BLOCK : symbol >> 4;
  }

  /** Tells how many bits a symbol's value takes. */
  static int category(int symbol) {
    return symbol & 0xf;
  }

  int[] entries() {
    return entries;
  }

  /** Returns the pairs, for whatever the next bits are; a table for differences has none. */
  long[] pairs() {
    return pairs;
  }

  /** Tells whether a pair is one of two codes. */
  static boolean isPair(long pair) {
    return toSecond(pair) > 0;
  }

  /** Tells how many bits a pair uses. */
  static int used(long pair) {
    return (int) pair & USED;
  }

  /** Returns the zeros before the first coefficient of a pair. */
  static int firstRun(long pair) {
    return ((int) pair >>> 7) & 0x7f;
  }

  /** Tells by how many coefficients a pair advances. */
  static int advance(long pair) {
    return ((int) pair >>> 14) & 0xff;
  }

  /** Tells how far behind the first coefficient of a pair the second one is. */
  static int toSecond(long pair) {
    return (int) pair >>> 22;
  }

  /** Returns the value of the first coefficient of a pair. */
  static int firstValue(long pair) {
    return (short) (pair >> 32);
  }

  /** Returns the value of the second coefficient of a pair. */
  static int secondValue(long pair) {
    return (int) (pair >> 48);
  }

  /**
   * Returns the entry for a code without its value, for whatever 64 bits start with. What is no
   * code counts as the symbol 0, as libjpeg has it once it has read a bit more than the longest
   * code.
   */
  int code(long bits) {
    int top = (int) (bits >>> 48);
    int length = code.length(top);
    return length == CanonicalCode.NONE
        ? incomplete(0, HuffmanCode.LENGTHS + 1)
        : incomplete(code.symbol(top, length), length);
  }

  private int entry(int lookup) {
    int bits = lookup << (HuffmanCode.LENGTHS - LOOKUP_BITS);
    int length = code.length(bits);
    if (length == CanonicalCode.NONE || length > LOOKUP_BITS) {
      return INCOMPLETE;
    }
    int symbol = code.symbol(bits, length);
    int category = category(symbol);
    int used = length + category;
    if (used > LOOKUP_BITS) {
      return incomplete(symbol, length);
    }
    int value = (lookup >> (LOOKUP_BITS - used)) & ((1 << category) - 1);
    return extend(value, category) << 16 | runs.applyAsInt(symbol) << 8 | used;
  }

  private long pair(int lookup) {
    int first = entries[lookup];
    if ((first & INCOMPLETE) != 0) {
      return INCOMPLETE;
    }
    int used = first & USED;
    int run = (first >> 8) & 0xff;
    // Zeros come in from the right: what is found counts only if it fits into the rest.
    int second = entries[(lookup << used) & (entries.length - 1)];
    if (run == END_OF_BLOCK || (second & INCOMPLETE) != 0 || used + (second & USED) > LOOKUP_BITS) {
      return pair(first, first, used, run, run + 1, 0);
    }
    int toSecond = 1 + ((second >> 8) & 0xff);
    return pair(first, second, used + (second & USED), run, run + 1 + toSecond, toSecond);
  }

  private static long pair(
      int first, int second, int used, int firstRun, int advance, int toSecond) {
    long values = (long) (second >> 16) << 16 | ((first >> 16) & 0xffff);
    return values << 32 | toSecond << 22 | advance << 14 | firstRun << 7 | used;
  }

  private int incomplete(int symbol, int length) {
    return category(symbol) << 16 | runs.applyAsInt(symbol) << 8 | INCOMPLETE | length;
  }

  /**
   * Returns the value that these bits stand for in a category, the category being how many they
   * are.
   */
  static int extend(int bits, int category) {
    // Below the middle they are negative: the smallest of the category is all zeros.
    return bits < 1 << category >> 1 ? bits - (1 << category) + 1 : bits;
  }
}
