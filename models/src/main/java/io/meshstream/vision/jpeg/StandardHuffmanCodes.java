package io.meshstream.vision.jpeg;

import java.util.HexFormat;

/**
 * The typical Huffman codes of the JPEG standard (annex K.3), which motion JPEG means when a frame
 * defines none.
 */
final class StandardHuffmanCodes {
  private static final HuffmanCode LUMINANCE_DC =
      code("00010501010101010100000000000000", "000102030405060708090a0b");

  private static final HuffmanCode CHROMINANCE_DC =
      code("00030101010101010101010000000000", "000102030405060708090a0b");

  private static final HuffmanCode LUMINANCE_AC =
      code(
          "0002010303020403050504040000017d",
          "01020300041105122131410613516107227114328191a1082342b1c11552d1f0"
              + "2433627282090a161718191a25262728292a3435363738393a43444546474849"
              + "4a535455565758595a636465666768696a737475767778797a83848586878889"
              + "8a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5"
              + "c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8"
              + "f9fa");

  private static final HuffmanCode CHROMINANCE_AC =
      code(
          "00020102040403040705040400010277",
          "000102031104052131061241510761711322328108144291a1b1c109233352f0"
              + "156272d10a162434e125f11718191a262728292a35363738393a434445464748"
              + "494a535455565758595a636465666768696a737475767778797a828384858687"
              + "88898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3"
              + "c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8"
              + "f9fa");

  private StandardHuffmanCodes() {}

  /** Returns the code for differences of mean values in this slot; null beyond the first two. */
  static HuffmanCode dc(int slot) {
    return of(slot, LUMINANCE_DC, CHROMINANCE_DC);
  }

  /** Returns the code for the other coefficients in this slot; null beyond the first two. */
  static HuffmanCode ac(int slot) {
    return of(slot, LUMINANCE_AC, CHROMINANCE_AC);
  }

  private static HuffmanCode of(int slot, HuffmanCode luminance, HuffmanCode chrominance) {
    return switch (slot) {
      case 0 -> luminance;
      case 1 -> chrominance;
      default -> null;
    };
  }

  private static HuffmanCode code(String counts, String symbols) {
    return new HuffmanCode(HexFormat.of().parseHex(counts + symbols));
  }
}
