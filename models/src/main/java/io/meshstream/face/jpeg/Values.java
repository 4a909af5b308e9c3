package io.meshstream.face.jpeg;

/** What the bits behind a Huffman code mean. */
final class Values {
  private Values() {}

  /** The value that these bits stand for in a category, the category being how many they are. */
  static int extend(int bits, int category) {
    // Below the middle they are negative: the smallest of the category is all zeros.
    return bits < 1 << category >> 1 ? bits - (1 << category) + 1 : bits;
  }

  static JpegException noCode() {
    return JpegException.corrupt("pixels: bits that are no code", "a code of the table");
  }
}
