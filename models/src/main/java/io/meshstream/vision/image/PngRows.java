package io.meshstream.vision.image;

import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a PNG's pixels row by row, of which it keeps two. Not thread-safe. */
final class PngRows implements AutoCloseable {
  private final EncodedBytes encoded;
  private final Iterator<PngChunks.Chunk> data;
  private final int pixelBytes;
  private final Inflater inflater = new Inflater();
  private final byte[] filter = new byte[1];
  private byte[] row;
  private byte[] above;

  PngRows(EncodedBytes encoded, PngChunks chunks, PngHeader header) {
    this.encoded = encoded;
    this.data = chunks.all().stream().filter(chunk -> chunk.type() == PngChunks.IDAT).iterator();
    this.pixelBytes = header.pixelBytes();
    this.row = new byte[header.rowBytes(header.width())];
    this.above = new byte[row.length];
  }

  /** Begins a pass: the row above its first is black. */
  void startPass() {
    Arrays.fill(row, (byte) 0);
  }

  /**
   * Returns the next row, of so many bytes; valid until the next call.
   *
   * @throws PictureException if there is none or it cannot be unpacked
   */
  byte[] next(int length) throws PictureException {
    byte[] next = above;
    above = row;
    row = next;
    fill(filter, 1);
    fill(row, length);
    switch (filter[0]) {
      case 0 -> {}
      case 1 -> addLeft(length);
      case 2 -> addAbove(length);
      case 3 -> addMean(length);
      case 4 -> addNearest(length);
      default -> throw PngChunks.corrupt("filter: " + filter[0], "0 to 4");
    }
    return row;
  }

  private void fill(byte[] target, int length) throws PictureException {
    try {
      int filled = 0;
      while (filled < length) {
        int count = inflater.inflate(target, filled, length - filled);
        filled += count;
        if (count == 0) {
          feed();
        }
      }
    } catch (DataFormatException e) {
      throw PngChunks.corrupt("pixels: " + e.getMessage(), "data that can be unpacked");
    }
  }

  private void feed() throws PictureException {
    if (inflater.needsDictionary()) {
      throw PngChunks.corrupt("pixels: packed with a dictionary", "without");
    }
    if (inflater.finished() || !data.hasNext()) {
      throw PngChunks.truncated(encoded);
    }
    PngChunks.Chunk chunk = data.next();
    inflater.setInput(encoded.data(), chunk.start(), chunk.length());
  }

  private void addLeft(int length) {
    for (int i = pixelBytes; i < length; i++) {
      row[i] += row[i - pixelBytes];
    }
  }

  private void addAbove(int length) {
    for (int i = 0; i < length; i++) {
      row[i] += above[i];
    }
  }

  private void addMean(int length) {
    for (int i = 0; i < Math.min(pixelBytes, length); i++) {
      row[i] += (byte) ((above[i] & 0xff) >> 1);
    }
    for (int i = pixelBytes; i < length; i++) {
      row[i] += (byte) (((row[i - pixelBytes] & 0xff) + (above[i] & 0xff)) >> 1);
    }
  }

  /** Paeth's predictor: whichever of left, above and above left is nearest to their sum. */
  private void addNearest(int length) {
    for (int i = 0; i < Math.min(pixelBytes, length); i++) {
      row[i] += above[i];
    }
    for (int i = pixelBytes; i < length; i++) {
      int left = row[i - pixelBytes] & 0xff;
      int up = above[i] & 0xff;
      int corner = above[i - pixelBytes] & 0xff;
      int toLeft = Math.abs(up - corner);
      int toUp = Math.abs(left - corner);
      int toCorner = Math.abs(left + up - 2 * corner);
      int nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
      row[i] += (byte) nearest;
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
