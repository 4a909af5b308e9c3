package io.meshstream.vision.jpeg;

import java.util.function.IntUnaryOperator;

/**
 * Looks up a Huffman code together with the bits of its value.
 *
 * <p>An entry holds, from the top: a 16-bit value, 8 bits of how many zeros stand before it, a flag
 * for entries that are incomplete and, in the low 6 bits, the number of bits used. Where the code
 * fits into the lookup but not its value, the flag is set and the entry has in place of the value
 * how many bits that takes; where not even the code fits, it uses no bits.
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

  private ValueTable(HuffmanCode definition, IntUnaryOperator runs) {
    this.code = new CanonicalCode(definition);
    this.runs = runs;
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(i);
    }
  }

  /** Makes a table for differences between the mean values of blocks, which have no runs. */
  static ValueTable dc(HuffmanCode definition) {
    return new ValueTable(definition, symbol -> 0);
  }

  /** Makes a table for the other coefficients. */
  static ValueTable ac(HuffmanCode definition) {
    return new ValueTable(definition, ValueTable::run);
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
