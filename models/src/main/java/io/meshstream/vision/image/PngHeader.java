package io.meshstream.vision.image;

import io.meshstream.vision.image.PictureException.Problem;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a PNG says about its pixels.
 *
 * @param width columns
 * @param height rows
 * @param depth bits of a sample, or of an index into the palette
 * @param colour what a pixel consists of
 * @param interlaced whether the pixels come in Adam7's seven passes
 */
record PngHeader(int width, int height, int depth, Colour colour, boolean interlaced) {
  private static final int LENGTH = 13;
  private static final long MAX_ROW_BYTES = 1L << 30;

  /** What a pixel consists of. */
  enum Colour {
    GREY(0, 1, 1, 2, 4, 8, 16),
    RGB(2, 3, 8, 16),
    PALETTE(3, 1, 1, 2, 4, 8),
    GREY_ALPHA(4, 2, 8, 16),
    RGB_ALPHA(6, 4, 8, 16);

    private final int number;
    private final int samples;

    /** The bit of each depth is set. */
    private final int depths;

    Colour(int number, int samples, int... depths) {
      this.number = number;
      this.samples = samples;
      this.depths = Arrays.stream(depths).reduce(0, (bits, depth) -> bits | 1 << depth);
    }

    boolean isGrey() {
      return this == GREY || this == GREY_ALPHA;
    }

    private static Colour of(int number, int depth) throws PictureException {
      for (Colour colour : values()) {
        if (colour.number == number && (colour.depths >> depth & 1) != 0) {
          return colour;
        }
      }
      throw PngChunks.corrupt(
          "colour type: " + number + " of " + depth + " bits", "one that the standard has");
    }
  }

  static PngHeader of(EncodedBytes encoded, PngChunks chunks) throws PictureException {
    if (chunks.all().isEmpty()
        || chunks.all().get(0).type() != PngChunks.IHDR
        || chunks.all().get(0).length() != LENGTH) {
      throw PngChunks.corrupt("header: missing", "an IHDR chunk of 13 bytes first");
    }
    ByteBuffer header = ByteBuffer.wrap(encoded.data(), chunks.all().get(0).start(), LENGTH);
    int width = header.getInt();
    int height = header.getInt();
    int depth = header.get();
    int colour = header.get();
    int compression = header.get();
    int filter = header.get();
    int interlace = header.get();
    if (width < 1 || height < 1) {
      throw PngChunks.corrupt("size: " + width + "x" + height, "at least 1x1");
    }
    if (compression != 0 || filter != 0 || interlace < 0 || interlace > 1) {
      throw PngChunks.corrupt(
          "methods: compression " + compression + ", filter " + filter + ", interlace " + interlace,
          "0, 0, and 0 or 1");
    }
    PngHeader parsed =
        new PngHeader(width, height, depth, Colour.of(colour, depth), interlace == 1);
    if (parsed.packedBytes(width) > MAX_ROW_BYTES) {
      throw new PictureException(
          Problem.TOO_LARGE,
          "png row: %d bytes (expected: at most %d); send smaller pictures"
              .formatted(parsed.packedBytes(width), MAX_ROW_BYTES));
    }
    return parsed;
  }

  SampleLayout layout() {
    return colour.isGrey() ? SampleLayout.GREY : SampleLayout.RGB;
  }

  /**
   * Returns the number of bytes that decoding takes: the picture, and two rows as they are packed.
   */
  long memory() {
    return decodedBytes() + 2 * packedBytes(width);
  }

  /** Returns the number of bytes of a decoded picture. */
  long decodedBytes() {
    return (long) width * height * layout().bytes();
  }

  /**
   * Returns the number of bytes from a pixel to the next, at least 1: how far filters look to the
   * left.
   */
  int pixelBytes() {
    return Math.max(1, colour.samples * depth / Byte.SIZE);
  }

  /** Returns the number of bytes of so many pixels in a row. */
  int rowBytes(int pixels) {
    return Math.toIntExact(packedBytes(pixels));
  }

  private long packedBytes(int pixels) {
    return ((long) pixels * colour.samples * depth + 7) / Byte.SIZE;
  }
}
