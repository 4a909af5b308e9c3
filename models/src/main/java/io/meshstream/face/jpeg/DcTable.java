package io.meshstream.face.jpeg;

/**
 * Looks up a code and the bits of its value at once, for differences between the mean values of
 * blocks.
 *
 * <p>An entry holds, from the top, a 16-bit value, 8 bits that are clear if the entry is complete,
 * and the number of bits used. An incomplete entry leaves the value to {@link #category}.
 */
final class DcTable {
  static final int LOOKUP_BITS = 10;
  static final int INCOMPLETE = 1 << 8;

  private final CanonicalCode code;
  private final int[] entries = new int[1 << LOOKUP_BITS];

  DcTable(HuffmanCode definition) {
    code = new CanonicalCode(definition);
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(i);
    }
  }

  private int entry(int lookup) {
    int bits = lookup << (HuffmanCode.LENGTHS - LOOKUP_BITS);
    int length = code.length(bits);
    if (length == CanonicalCode.NONE || length > LOOKUP_BITS) {
      return INCOMPLETE;
    }
    int category = code.symbol(bits, length);
    int used = length + category;
    if (used > LOOKUP_BITS) {
      return INCOMPLETE;
    }
    int value = lookup >> (LOOKUP_BITS - used) & (1 << category) - 1;
    return Values.extend(value, category) << 16 | used;
  }

  int[] entries() {
    return entries;
  }

  /** The length of the code that 64 bits start with in the low 8 bits, its category above them. */
  int category(long bits) throws JpegException {
    int top = (int) (bits >>> 48);
    int length = code.length(top);
    if (length == CanonicalCode.NONE) {
      throw Values.noCode();
    }
    return code.symbol(top, length) << 8 | length;
  }
}
