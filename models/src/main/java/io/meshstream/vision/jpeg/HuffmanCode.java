package io.meshstream.vision.jpeg;

import java.util.Arrays;

/**
 * A Huffman code as a JPEG defines it: how many codes there are of each length from 1 to 16, and
 * the symbols in the order of their codes. Immutable; equal when the definitions are.
 */
final class HuffmanCode {
  static final int LENGTHS = 16;

  private final byte[] definition;

  /**
   * Takes 16 counts with as many symbols behind them as they add up to.
   *
   * @param definition is kept, not copied
   */
  HuffmanCode(byte[] definition) {
    this.definition = definition;
  }

  /** Tells how many codes are this long, for lengths from 1 to 16. */
  int count(int length) {
    return definition[length - 1] & 0xff;
  }

  int symbols() {
    return definition.length - LENGTHS;
  }

  int symbol(int index) {
    return definition[LENGTHS + index] & 0xff;
  }

  /** Refuses more codes of a length than there can be, and the code of only ones as JPEG does. */
  void checkCodes(String name) throws JpegException {
    int code = 0;
    for (int length = 1; length <= LENGTHS; length++) {
      code += count(length);
      if (count(length) > 0 && code >= 1 << length) {
        throw JpegException.corrupt(
            name + " Huffman table: too many codes of " + length + " bits", "a prefix code");
      }
      code <<= 1;
    }
  }

  /** Refuses symbols that are no category of values. */
  void checkCategories(String name) throws JpegException {
    for (int i = 0; i < symbols(); i++) {
      if (symbol(i) > 15) {
        throw JpegException.corrupt(name + " Huffman table: symbol " + symbol(i), "at most 15");
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HuffmanCode code && Arrays.equals(definition, code.definition);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(definition);
  }
}
