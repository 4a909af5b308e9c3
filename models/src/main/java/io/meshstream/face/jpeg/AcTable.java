package io.meshstream.face.jpeg;

/**
 * Looks up codes of the coefficients behind a block's mean value, in one way for blocks that are
 * wanted and in another for blocks that are passed over.
 *
 * <p>An entry of {@link #values()} holds, from the top: a 16-bit value, 8 bits of how many zeros
 * stand before it, a flag for entries that are incomplete and, in the low 6 bits, the number of
 * bits used. The end of a block is a very long run.
 *
 * <p>An entry of {@link #skips()} takes as many codes with their values as fit and holds, from the
 * top: by how many coefficients they advance, 8 bits of how many of these are the last code's and,
 * in the low 6 bits, the number of bits used. The last code may end the block.
 */
final class AcTable {
  static final int LOOKUP_BITS = 10;
  static final int INCOMPLETE = 1 << 6;

  static final int SKIP_BITS = 12;

  /** The advance of an entry for a code that does not fit into the lookup with its value. */
  static final int ESCAPE = 255;

  /** The advance at the end of a block, so long that no run of zeros is taken for it. */
  static final int END_OF_BLOCK = 128;

  private final CanonicalCode code;
  private final int[] values = new int[1 << LOOKUP_BITS];
  private final int[] skips = new int[1 << SKIP_BITS];

  AcTable(HuffmanCode definition) {
    code = new CanonicalCode(definition);
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i);
    }
    fillSkips();
  }

  int[] values() {
    return values;
  }

  int[] skips() {
    return skips;
  }

  /**
   * The one code that 64 bits start with, as run &lt;&lt; 16 | category &lt;&lt; 8 | length; the
   * value's bits, as many as the category says, stand behind it.
   */
  int symbol(long bits) throws JpegException {
    int top = (int) (bits >>> 48);
    int length = code.length(top);
    if (length == CanonicalCode.NONE) {
      throw Values.noCode();
    }
    int symbol = code.symbol(top, length);
    return run(symbol) << 16 | (symbol & 0xf) << 8 | length;
  }

  private static int run(int symbol) {
    boolean ends = (symbol & 0xf) == 0 && symbol != 0xf0;
    return ends ? END_OF_BLOCK - 1 : symbol >> 4;
  }

  private int value(int lookup) {
    int bits = lookup << (HuffmanCode.LENGTHS - LOOKUP_BITS);
    int length = code.length(bits);
    if (length == CanonicalCode.NONE || length > LOOKUP_BITS) {
      return INCOMPLETE;
    }
    int symbol = code.symbol(bits, length);
    int category = symbol & 0xf;
    int used = length + category;
    if (used > LOOKUP_BITS) {
      return INCOMPLETE;
    }
    int value = lookup >> (LOOKUP_BITS - used) & (1 << category) - 1;
    return Values.extend(value, category) << 16 | run(symbol) << 8 | used;
  }

  private void fillSkips() {
    int[] first = new int[skips.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = firstSkip(i);
    }
    for (int i = 0; i < skips.length; i++) {
      skips[i] = joined(first, i);
    }
  }

  /** The entry for only the first code of a lookup. */
  private int firstSkip(int lookup) {
    int bits = lookup << (HuffmanCode.LENGTHS - SKIP_BITS);
    int length = code.length(bits);
    if (length == CanonicalCode.NONE || length > SKIP_BITS) {
      return skip(ESCAPE, ESCAPE, 0);
    }
    int symbol = code.symbol(bits, length);
    int used = length + (symbol & 0xf);
    if (used > SKIP_BITS) {
      return skip(ESCAPE, ESCAPE, 0);
    }
    int advance = run(symbol) + 1;
    return skip(advance, advance, used);
  }

  /** The entry for all codes of a lookup that fit. */
  private static int joined(int[] first, int lookup) {
    int entry = first[lookup];
    int used = used(entry);
    int advance = advance(entry);
    while (advance < BLOCK && used < SKIP_BITS) {
      // Zeros come in from the right: what is read counts only if it fits into the rest.
      int next = first[lookup << used & (1 << SKIP_BITS) - 1];
      if (lastAdvance(next) == ESCAPE || used + used(next) > SKIP_BITS) {
        break;
      }
      used += used(next);
      advance += advance(next);
      entry = skip(advance, advance(next), used);
    }
    return entry;
  }

  private static final int BLOCK = 64;

  private static int skip(int advance, int lastAdvance, int used) {
    return advance << 16 | lastAdvance << 8 | used;
  }

  static int advance(int skip) {
    return skip >>> 16;
  }

  static int lastAdvance(int skip) {
    return skip >>> 8 & 0xff;
  }

  private static int used(int skip) {
    return skip & 0x3f;
  }
}
