package io.meshstream.vision.jpeg;

/**
 * Looks up by how much to pass over in a block that is not wanted: as many codes with their values
 * as fit into the lookup.
 *
 * <p>An entry holds, from the top: by how many coefficients it advances, 8 bits of how many of
 * these are the last code's and, in the low 6 bits, the number of bits used. The last code may end
 * the block.
 */
final class SkipTable {
  static final int LOOKUP_BITS = 13;

  /** The advance at the end of a block, so long that no run of zeros is taken for it. */
  static final int END_OF_BLOCK = ValueTable.END_OF_BLOCK + 1;

  /** The advance of an entry for a code that does not fit into the lookup with its value. */
  static final int ESCAPE = 255;

  private static final int ESCAPING = entry(ESCAPE, ESCAPE, 0);

  private final CanonicalCode code;
  private final int[] entries = new int[1 << LOOKUP_BITS];

  SkipTable(HuffmanCode definition) {
    code = new CanonicalCode(definition);
    int[] first = new int[entries.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = first(i);
    }
    for (int i = 0; i < entries.length; i++) {
      entries[i] = joined(first, i);
    }
  }

  int[] entries() {
    return entries;
  }

  /** Tells by how many coefficients an entry advances. */
  static int advance(int entry) {
    return entry >>> 16;
  }

  /** Tells by how many coefficients the last code of an entry advances. */
  static int lastAdvance(int entry) {
    return (entry >>> 8) & 0xff;
  }

  /** Tells how many bits an entry uses. */
  static int used(int entry) {
    return entry & 0x3f;
  }

  private static int entry(int advance, int lastAdvance, int used) {
    return advance << 16 | lastAdvance << 8 | used;
  }

  /** Returns the entry for only the first code of a lookup. */
  private int first(int lookup) {
    int bits = lookup << (HuffmanCode.LENGTHS - LOOKUP_BITS);
    int length = code.length(bits);
    if (length == CanonicalCode.NONE || length > LOOKUP_BITS) {
      return ESCAPING;
    }
    int symbol = code.symbol(bits, length);
    int used = length + ValueTable.category(symbol);
    int advance = ValueTable.run(symbol) + 1;
    return used > LOOKUP_BITS ? ESCAPING : entry(advance, advance, used);
  }

  /** Returns the entry for all codes of a lookup that fit. */
  private static int joined(int[] first, int lookup) {
    int joined = first[lookup];
    while (advance(joined) < Block.SIZE) {
      int used = used(joined);
      // Zeros come in from the right: what is found counts only if it fits into the rest.
      int next = first[(lookup << used) & (first.length - 1)];
      if (next == ESCAPING || used + used(next) > LOOKUP_BITS) {
        break;
      }
      joined = entry(advance(joined) + advance(next), lastAdvance(next), used + used(next));
    }
    return joined;
  }
}
