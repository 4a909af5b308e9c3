package io.meshstream.face.image;

import io.meshstream.face.jpeg.ExifOrientation;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Finds the orientation in a PNG's {@code eXIf} chunk; what cannot be read counts as upright. */
final class PngOrientation {
  private static final int SIGNATURE_BYTES = 8;
  private static final int EXIF = 0x65584966;

  /** Its length and type in front of a chunk's data, and a checksum behind it. */
  private static final int FRAME_BYTES = 12;

  private PngOrientation() {}

  static int of(EncodedBytes encoded) {
    ByteBuffer png = ByteBuffer.wrap(encoded.data(), encoded.offset(), encoded.length());
    png.position(png.position() + SIGNATURE_BYTES);
    while (png.remaining() >= FRAME_BYTES) {
      int start = png.position();
      int length = png.getInt(start);
      if (length < 0 || length > png.remaining() - FRAME_BYTES) {
        break;
      }
      if (png.getInt(start + 4) == EXIF) {
        return ExifOrientation.of(
            Arrays.copyOfRange(encoded.data(), start + 8, start + 8 + length));
      }
      png.position(start + FRAME_BYTES + length);
    }
    return ExifOrientation.UPRIGHT;
  }
}
