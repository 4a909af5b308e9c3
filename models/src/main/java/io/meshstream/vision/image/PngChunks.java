package io.meshstream.vision.image;

import io.meshstream.vision.image.PictureException.Problem;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chunks of a PNG up to its end, found by their lengths: none is unpacked. Checksums are not
 * compared.
 *
 * @param all in their order
 */
record PngChunks(List<Chunk> all) {
  static final int IHDR = 0x49484452;
  static final int PLTE = 0x504c5445;
  static final int IDAT = 0x49444154;
  static final int EXIF = 0x65584966;

  private static final int IEND = 0x49454e44;
  private static final int SIGNATURE_BYTES = 8;

  /** Far more than encoders make; each of them takes memory. */
  private static final int MAX_CHUNKS = 1 << 16;

  /** Length and type in front of a chunk's data, and a checksum behind it. */
  private static final int FRAME_BYTES = 12;

  private static final int TYPE_AT = 4;
  private static final int DATA_AT = 8;

  /**
   * A chunk.
   *
   * @param type its four letters
   * @param start index of its first byte of data
   * @param length bytes of data
   */
  record Chunk(int type, int start, int length) {}

  /**
   * Walks through a PNG.
   *
   * @throws PictureException if it ends before its end is marked, or has too many
   */
  static PngChunks of(EncodedBytes encoded) throws PictureException {
    ByteBuffer png = ByteBuffer.wrap(encoded.data(), encoded.offset(), encoded.length());
    List<Chunk> chunks = new ArrayList<>();
    int at = encoded.offset() + SIGNATURE_BYTES;
    while (true) {
      int available = png.limit() - at - FRAME_BYTES;
      if (available < 0) {
        throw truncated(encoded);
      }
      int length = png.getInt(at);
      int type = png.getInt(at + TYPE_AT);
      if (length < 0 || !isName(type)) {
        throw corrupt("chunk %08x of %s bytes".formatted(type, length & 0xffffffffL), "a chunk");
      }
      if (length > available) {
        throw truncated(encoded);
      }
      if (type == IEND) {
        return new PngChunks(chunks);
      }
      if (chunks.size() == MAX_CHUNKS) {
        throw new PictureException(
            Problem.TOO_COMPLEX,
            "png chunks: more than %d (expected: no more); re-encode it".formatted(MAX_CHUNKS));
      }
      chunks.add(new Chunk(type, at + DATA_AT, length));
      at += FRAME_BYTES + length;
    }
  }

  Optional<Chunk> first(int type) {
    return all.stream().filter(chunk -> chunk.type() == type).findFirst();
  }

  private static boolean isName(int type) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int letter = type >> shift & 0xdf;
      if (letter < 'A' || letter > 'Z') {
        return false;
      }
    }
    return true;
  }

  static PictureException truncated(EncodedBytes encoded) {
    return new PictureException(
        Problem.TRUNCATED,
        "png picture: ends early, after "
            + encoded.length()
            + " bytes (expected: a whole picture); check the sender's size limits");
  }

  static PictureException corrupt(String what, String expected) {
    return new PictureException(
        Problem.CORRUPT, "png " + what + " (expected: " + expected + "); check the sender");
  }
}
