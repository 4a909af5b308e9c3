package io.meshstream.vision.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Turns the samples of a run of pixels in a row into pixels.
 *
 * <p>Where several pixels share a colour sample, the row is computed in phases: first all pixels
 * that are the first of their sample, then all that are the second. So the colour of each phase is
 * a row of its own, and every computation goes straight through its arrays. Only the last step puts
 * the pixels in order.
 */
final class RowWriter implements RunWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int PIXEL = 3;

  private final Plane[] planes;
  private final Upsampler first;
  private final Upsampler second;

  // The picture at hand.
  private JpegColour colour;
  private int phases;
  private JpegRegion region;

  // The run at hand: the samples that its pixels share.
  private int start;
  private int length;

  // One row, phase after phase.
  private int[] luminance = new int[0];
  private int[] blueness = luminance;
  private int[] redness = luminance;
  private int[] packed = luminance;

  /** One row in order, from the first pixel of the first sample on. */
  private byte[] ordered = new byte[0];

  RowWriter(Plane[] planes) {
    this.planes = planes;
    this.first = new Upsampler(planes[1]);
    this.second = new Upsampler(planes[2]);
  }

  /**
   * Prepares for a picture.
   *
   * @param chroma how the second and third component become as many as there are pixels
   * @param columns of samples of these that the whole picture has
   * @param rows of samples of these that the whole picture has
   */
  void resize(JpegRegion region, JpegColour colour, Upsampling chroma, int columns, int rows) {
    this.region = region;
    this.colour = colour;
    phases = chroma.across();
    begin(region.x(), (int) region.right());
    int most = length * phases;
    if (luminance.length < most) {
      luminance = new int[most];
      blueness = new int[most];
      redness = new int[most];
      packed = new int[most];
      ordered = new byte[most * PIXEL + Long.BYTES];
    }
    if (colour != JpegColour.GREY) {
      first.resize(chroma, columns, rows, length);
      second.resize(chroma, columns, rows, length);
    }
  }

  private void begin(int left, int right) {
    start = left / phases;
    length = (right + phases - 1) / phases - start;
  }

  /** Returns an upper bound for the bytes that the rows of a region take, but for its colour. */
  static long bytes(JpegRegion region, Upsampling chroma) {
    long length = region.width() + 2L * chroma.across();
    return length * (4 * Integer.BYTES + PIXEL) + Long.BYTES;
  }

  @Override
  public void write(int y, int left, int right, byte[] out) {
    begin(left, right);
    int at = (y - region.y()) * region.width() + left - region.x();
    luminance(y);
    int count = length * phases;
    if (colour == JpegColour.GREY) {
      for (int i = 0; i < count; i++) {
        out[at + i] = (byte) luminance[i];
      }
      return;
    }
    first.row(y, start, length, blueness);
    second.row(y, start, length, redness);
    if (colour == JpegColour.YCBCR) {
      Lanes.toRgb(luminance, blueness, redness, packed, count);
    } else {
      Lanes.pack(luminance, blueness, redness, packed, count);
    }
    order();
    int lead = left - start * phases;
    System.arraycopy(ordered, lead * PIXEL, out, at * PIXEL, (right - left) * PIXEL);
  }

  private void luminance(int y) {
    Plane plane = planes[0];
    int from = plane.row(y) + start - plane.left() / phases;
    for (int i = 0; i < phases; i++) {
      System.arraycopy(
          plane.samples(), from + i * plane.phaseLength(), luminance, i * length, length);
    }
    Lanes.toSamples(luminance, 0, length * phases, plane.shift());
  }

  /** Puts the pixels of all phases in order, each write overlapping what the next one replaces. */
  private void order() {
    switch (phases) {
      case 1 -> orderSingles();
      case 2 -> orderPairs();
      default -> orderQuads();
    }
  }

  private void orderSingles() {
    byte[] ordered = this.ordered;
    int[] packed = this.packed;
    int length = this.length;
    for (int i = 0, at = 0; i < length; i++, at += PIXEL) {
      INT.set(ordered, at, packed[i]);
    }
  }

  private void orderPairs() {
    byte[] ordered = this.ordered;
    int[] packed = this.packed;
    int length = this.length;
    for (int i = 0, at = 0; i < length; i++, at += 2 * PIXEL) {
      LONG.set(ordered, at, pair(packed[i], packed[length + i]));
    }
  }

  private void orderQuads() {
    byte[] ordered = this.ordered;
    int[] packed = this.packed;
    int length = this.length;
    for (int i = 0, at = 0; i < length; i++, at += 4 * PIXEL) {
      LONG.set(ordered, at, pair(packed[i], packed[length + i]));
      LONG.set(ordered, at + 2 * PIXEL, pair(packed[2 * length + i], packed[3 * length + i]));
    }
  }

  private static long pair(int left, int right) {
    return left | (long) right << 24;
  }
}
