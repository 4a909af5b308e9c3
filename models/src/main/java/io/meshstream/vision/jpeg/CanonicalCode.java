package io.meshstream.vision.jpeg;

/**
 * Decodes a Huffman code bit length by bit length: slow, for building tables and for rare codes.
 */
final class CanonicalCode {
  /** No code starts like this. */
  static final int NONE = 0;

  private final HuffmanCode code;

  /** For each length, behind the last code of it, as the first bits of 16. */
  private final int[] limits = new int[HuffmanCode.LENGTHS + 1];

  /** For each length, the index of its first symbol less its first code. */
  private final int[] offsets = new int[HuffmanCode.LENGTHS + 1];

  CanonicalCode(HuffmanCode code) {
    this.code = code;
    int next = 0;
    int index = 0;
    for (int length = 1; length <= HuffmanCode.LENGTHS; length++) {
      offsets[length] = index - next;
      next += code.count(length);
      index += code.count(length);
      limits[length] = next << (HuffmanCode.LENGTHS - length);
      next <<= 1;
    }
  }

  /** Returns the length of the code that these 16 bits start with, or {@link #NONE}. */
  int length(int bits) {
    for (int length = 1; length <= HuffmanCode.LENGTHS; length++) {
      if (bits < limits[length]) {
        return length;
      }
    }
    return NONE;
  }

  /** Returns the symbol of the code of this length that these 16 bits start with. */
  int symbol(int bits, int length) {
    return code.symbol(offsets[length] + (bits >> (HuffmanCode.LENGTHS - length)));
  }
}
