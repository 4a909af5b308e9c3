package io.meshstream.vision.image;

/**
 * Decodes a PNG row by row straight into 8-bit samples, so that it takes no more memory than these,
 * however many bits the PNG has.
 *
 * <p>The pixels are libpng's when it is told to drop alpha and the lower half of 16 bits, as OpenCV
 * does: grey stays grey, colour profiles, gamma and transparent colours are left alone.
 */
final class PngDecoder {
  /** Of each of Adam7's passes: first column, first row, column step, row step. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};
  private static final int PALETTE_BYTES = 3 * 256;

  private final PngHeader header;
  private final byte[] palette = new byte[PALETTE_BYTES];
  private final byte[] out;
  private final int outBytes;

  private PngDecoder(EncodedBytes encoded, PngChunks chunks, PngHeader header)
      throws PictureException {
    this.header = header;
    if (header.colour() == PngHeader.Colour.PALETTE) {
      PngChunks.Chunk chunk =
          chunks
              .first(PngChunks.PLTE)
              .orElseThrow(() -> PngChunks.corrupt("palette: missing", "a PLTE chunk"));
      System.arraycopy(
          encoded.data(), chunk.start(), palette, 0, Math.min(chunk.length(), PALETTE_BYTES));
    }
    this.outBytes = header.layout().bytes();
    this.out = PixelBytes.allocate(Math.toIntExact(header.decodedBytes()));
  }

  static Picture decode(EncodedBytes encoded, PngChunks chunks, PngHeader header)
      throws PictureException {
    PngDecoder decoder = new PngDecoder(encoded, chunks, header);
    try (PngRows rows = new PngRows(encoded, chunks, header)) {
      for (int[] pass : header.interlaced() ? ADAM7 : ONE_PASS) {
        decoder.pass(rows, pass[0], pass[1], pass[2], pass[3]);
      }
    }
    return header.layout() == SampleLayout.GREY
        ? Picture.grey(decoder.out, header.width(), header.height())
        : Picture.rgb(decoder.out, header.width(), header.height());
  }

  private void pass(PngRows rows, int firstColumn, int firstRow, int columnStep, int rowStep)
      throws PictureException {
    int columns = (header.width() - firstColumn + columnStep - 1) / columnStep;
    if (columns <= 0) {
      return;
    }
    int length = header.rowBytes(columns);
    rows.startPass();
    for (int y = firstRow; y < header.height(); y += rowStep) {
      byte[] row = rows.next(length);
      int at = (y * header.width() + firstColumn) * outBytes;
      convert(row, columns, at, columnStep * outBytes);
    }
  }

  /** Puts a row's pixels into their places, {@code step} bytes from one to the next. */
  private void convert(byte[] row, int columns, int at, int step) {
    switch (header.colour()) {
      case GREY, GREY_ALPHA -> grey(row, columns, at, step);
      case PALETTE -> lookUp(row, columns, at, step);
      case RGB, RGB_ALPHA -> colour(row, columns, at, step);
    }
  }

  private void colour(byte[] row, int columns, int at, int step) {
    int pixel = header.pixelBytes();
    int sample = header.depth() / Byte.SIZE;
    int to = at;
    for (int from = 0; from < columns * pixel; from += pixel, to += step) {
      out[to] = row[from];
      out[to + 1] = row[from + sample];
      out[to + 2] = row[from + 2 * sample];
    }
  }

  private void grey(byte[] row, int columns, int at, int step) {
    int depth = header.depth();
    int to = at;
    if (depth >= Byte.SIZE) {
      int pixel = header.pixelBytes();
      for (int from = 0; from < columns * pixel; from += pixel, to += step) {
        out[to] = row[from];
      }
      return;
    }
    int white = (1 << depth) - 1;
    for (int i = 0; i < columns; i++, to += step) {
      out[to] = (byte) (bits(row, i, depth) * 255 / white);
    }
  }

  private void lookUp(byte[] row, int columns, int at, int step) {
    int depth = header.depth();
    int to = at;
    for (int i = 0; i < columns; i++, to += step) {
      int from = 3 * bits(row, i, depth);
      out[to] = palette[from];
      out[to + 1] = palette[from + 1];
      out[to + 2] = palette[from + 2];
    }
  }

  /**
   * Returns the sample at an index of a row whose samples have at most 8 bits, the first in the
   * top.
   */
  private static int bits(byte[] row, int index, int depth) {
    int bit = index * depth;
    int shift = Byte.SIZE - depth - (bit & 7);
    return row[bit >> 3] >> shift & (1 << depth) - 1;
  }
}
