package io.meshstream.vision.jpeg;

import io.meshstream.vision.vector.kernels.BlockKernels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns the samples of runs of pixels into pixels, all of some MCUs beside each other at once. */
final class LaneRowWriter implements RunWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int PIXEL = 3;

  private final LanePlane luminance;
  private final LanePlane blueness;
  private final LanePlane redness;

  // The picture at hand.
  private JpegRegion region;
  private Upsampling chroma;
  private int chromaRows;

  /** A row of samples of colour, mixed with one above or below, phase after phase. */
  private int[] mixed = new int[0];

  // The pixels of a run of MCUs, phase after phase.
  private int[] spreadBlue = mixed;
  private int[] spreadRed = mixed;
  private int[] packed = mixed;

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
    int sums = Block.SIDE * blueness.phaseLength() + LanePlane.LANES;
    if (mixed.length < sums) {
      mixed = new int[sums];
    }
    int pixels = chroma.across() * Block.SIDE * whole(units.length());
    if (packed.length < pixels) {
      spreadBlue = new int[pixels];
      spreadRed = new int[pixels];
      packed = new int[pixels];
      ordered = new byte[pixels * PIXEL + Long.BYTES];
    }
  }

  /** Returns an upper bound for the bytes that the rows of so many MCUs take. */
  static long bytes(Upsampling chroma, Span units) {
    long length = units.length() + 2L * LanePlane.LANES;
    return Block.SIDE * length * (Integer.BYTES + chroma.across() * (3 * Integer.BYTES + PIXEL));
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
      spread(blueness, y, first, count, mixed, spreadBlue);
      spread(redness, y, first, count, mixed, spreadRed);
      pack(y, first, spreadBlue, spreadRed, 0, stride, count);
    } else {
      int from = blueness.row(y) + blueness.place(first);
      pack(y, first, blueness.samples(), redness.samples(), from, blueness.phaseLength(), count);
    }
    order(count, width);
    int from = left - first * width;
    int at = (y - region.y()) * region.width() + left - region.x();
    System.arraycopy(ordered, from * PIXEL, out, at * PIXEL, (right - left) * PIXEL);
  }

  /** Makes a row of colour as wide as the pixels. */
  private void spread(LanePlane plane, int y, int first, int count, int[] sums, int[] out) {
    int row = y / chroma.down();
    int next = row;
    if (chroma.smoothDown()) {
      next = y % 2 == 0 ? Math.max(row - 1, 0) : Math.min(row + 1, chromaRows - 1);
    }
    int phase = plane.phaseLength();
    int from = plane.place(first) - 1;
    int near = plane.row(row) + from;
    int far = plane.row(next) + from;
    BlockKernels.mix(plane.samples(), near, far, sums, from, phase, count + 2);
    // With three parts of a row and one of itself, sums are four times as large, too.
    int leftRounding = chroma.smoothDown() ? 8 : 4;
    int rightRounding = chroma.smoothDown() ? 7 : 8;
    BlockKernels.spread(
        sums, from + 1, phase, leftRounding, rightRounding, out, whole(count), count);
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
        chroma.across() * Block.SIDE,
        whole(count),
        count);
  }

  /** Puts the pixels of all phases in order, each write overlapping what the next one replaces. */
  private void order(int count, int width) {
    byte[] ordered = this.ordered;
    int[] packed = this.packed;
    int stride = whole(count);
    for (int unit = 0, at = 0; unit < count; unit++) {
      for (int from = unit; from < unit + width * stride; from += 2 * stride, at += 2 * PIXEL) {
        LONG.set(ordered, at, packed[from] | (long) packed[from + stride] << 24);
      }
    }
  }
}
