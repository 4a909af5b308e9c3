package io.meshstream.vision.jpeg;

/** Writes differences between the mean values of blocks, in the Huffman code of a picture. */
final class DifferenceCode {
  private static final int CATEGORIES = 16;

  private final int[] codes = new int[CATEGORIES];

  /** For each category the length of its code; 0 if it has none. */
  private final int[] lengths = new int[CATEGORIES];

  DifferenceCode(HuffmanCode definition) {
    int next = 0;
    int index = 0;
    for (int length = 1; length <= HuffmanCode.LENGTHS; length++) {
      for (int i = 0; i < definition.count(length); i++) {
        int category = definition.symbol(index++);
        codes[category] = next++;
        lengths[category] = length;
      }
      next <<= 1;
    }
  }

  /**
   * Writes a difference.
   *
   * @return false if there is no code for it
   */
  boolean write(int difference, EntropyWriter out) {
    int category = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
    if (category >= CATEGORIES || lengths[category] == 0) {
      return false;
    }
    out.bits(codes[category], lengths[category]);
    out.bits(difference < 0 ? difference - 1 : difference, category);
    return true;
  }
}
