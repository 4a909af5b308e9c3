package io.meshstream.vision.image;

/**
 * Bytes by which a format is known.
 *
 * @param text a character for each byte
 * @param at how far from the start they are
 */
record Magic(String text, int at) {

  boolean matches(byte[] data, int offset, int length) {
    if (length < at + text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((data[offset + at + i] & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
