package io.meshstream.vision.jpeg;

import java.nio.charset.StandardCharsets;

/** How a JPEG starts that only says what its components stand for. */
final class PlainStart {
  private static final byte[] GREY = latin("\377\330");
  private static final byte[] YCBCR = latin("\377\330\377\340\0\20JFIF\0\1\1\0\0\1\0\1\0\0");
  private static final byte[] RGB = latin("\377\330\377\356\0\16Adobe\0\144\0\0\0\0\0");

  private PlainStart() {}

  /** Returns the bytes up to the first segment of another kind; not to be written to. */
  static byte[] of(JpegColour colour) {
    return switch (colour) {
      case GREY -> GREY;
      case YCBCR -> YCBCR;
      case RGB -> RGB;
    };
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
