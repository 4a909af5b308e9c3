package io.meshstream.vision.jpeg;

import io.meshstream.vision.vector.kernels.BlockKernels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns the samples of runs of pixels into pixels, all of some MCUs beside each other at once. */
final class LaneRowWriter implements RunWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int PIXEL = 3;
  private static final long LOW_BITS = 0xffffffffL;

  private final LanePlane luminance;
  private final LanePlane blueness;
  private final LanePlane redness;

  // The picture at hand.
  private JpegRegion region;
  private Upsampling chroma;
  private int chromaRows;

  // The pixels of a run of MCUs, phase after phase.
  private int[] spreadBlue = new int[0];
  private int[] spreadRed = spreadBlue;
  private int[] packed = spreadBlue;

  /** Its pixels in order. */
  private byte[] ordered = new byte[0];

  LaneRowWriter(LanePlane[] planes) {
    luminance = planes[0];
    blueness = planes[1];
    redness = planes[2];
  }

  /**
   * Prepares for a picture.
   *
   * @param chroma how the second and third component become as many as there are pixels
   * @param rows of samples of these that the whole picture has
   * @param units columns of MCUs of the planes
   */
  void resize(JpegRegion region, Upsampling chroma, int rows, Span units) {
    this.region = region;
    this.chroma = chroma;
    chromaRows = rows;
    int phases = phases(chroma) * whole(units.length());
    if (packed.length < PIXEL * phases) {
      spreadBlue = new int[phases];
      spreadRed = new int[phases];
      packed = new int[PIXEL * phases];
      ordered = new byte[PIXEL * phases * Integer.BYTES];
    }
  }

  /** Returns an upper bound for the bytes that the rows of so many MCUs take. */
  static long bytes(Upsampling chroma, Span units) {
    long length = units.length() + 2L * LanePlane.LANES;
    return length * phases(chroma) * (2 + 2 * PIXEL) * Integer.BYTES;
  }

  /** Returns how many phases the pixels of an MCU make. */
  private static int phases(Upsampling chroma) {
    return chroma.across() * Block.SIDE / LanePlane.PHASE;
  }

  /** Returns how many places so many MCUs take, for vectors to be whole. */
  private static int whole(int units) {
    return (units + LanePlane.LANES - 1) / LanePlane.LANES * LanePlane.LANES;
  }

  @Override
  public void write(int y, int left, int right, byte[] out) {
    int width = chroma.across() * Block.SIDE;
    int first = left / width;
    int count = (right + width - 1) / width - first;
    int stride = whole(count);
    if (chroma.smoothAcross()) {
      spread(blueness, y, first, count, spreadBlue);
      spread(redness, y, first, count, spreadRed);
      pack(y, first, spreadBlue, spreadRed, 0, stride, count);
    } else {
      int from = blueness.row(y) + blueness.place(first);
      pack(y, first, blueness.samples(), redness.samples(), from, blueness.phaseLength(), count);
    }
    order(count);
    int from = left - first * width;
    int at = (y - region.y()) * region.width() + left - region.x();
    System.arraycopy(ordered, from * PIXEL, out, at * PIXEL, (right - left) * PIXEL);
  }

  /** Makes a row of colour as wide as the pixels. */
  private void spread(LanePlane plane, int y, int first, int count, int[] out) {
    int row = y / chroma.down();
    int next = row;
    if (chroma.smoothDown()) {
      next = y % 2 == 0 ? Math.max(row - 1, 0) : Math.min(row + 1, chromaRows - 1);
    }
    int near = plane.row(row) + plane.place(first);
    int far = plane.row(next) + plane.place(first);
    // With three parts of a row and one of itself, sums are four times as large, too.
    int leftRounding = chroma.smoothDown() ? 8 : 4;
    int rightRounding = chroma.smoothDown() ? 7 : 8;
    BlockKernels.spread(
        plane.samples(),
        near,
        far,
        plane.phaseLength(),
        leftRounding,
        rightRounding,
        out,
        whole(count),
        count);
  }

  private void pack(int y, int first, int[] blue, int[] red, int from, int stride, int count) {
    BlockKernels.pack(
        luminance.samples(),
        luminance.row(y) + luminance.place(first),
        luminance.phaseLength(),
        blue,
        red,
        from,
        stride,
        packed,
        phases(chroma),
        whole(count),
        count);
  }

  /** Puts the pixels of all phases in order. */
  private void order(int count) {
    byte[] ordered = this.ordered;
    int[] packed = this.packed;
    int stride = whole(count);
    int length = LanePlane.PHASE * PIXEL;
    int unitLength = phases(chroma) * length;
    for (int phase = 0; phase < phases(chroma); phase++) {
      int first = PIXEL * phase * stride;
      int second = first + stride;
      int third = second + stride;
      int at = phase * length;
      for (int unit = 0; unit < count; unit++, at += unitLength) {
        long start = packed[first + unit] & LOW_BITS;
        LONG.set(ordered, at, start | (long) packed[second + unit] << Integer.SIZE);
        INT.set(ordered, at + Long.BYTES, packed[third + unit]);
      }
    }
  }
}
