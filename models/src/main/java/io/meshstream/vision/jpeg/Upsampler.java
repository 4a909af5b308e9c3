package io.meshstream.vision.jpeg;

/**
 * Makes rows of one component as wide as the pixels: all pixels of the first phase, then those of
 * the next.
 */
final class Upsampler {
  private final Plane plane;

  // The picture at hand.
  private Upsampling how;
  private int columns;
  private int rows;

  // The run at hand: the columns of samples whose pixels are wanted.
  private int start;
  private int length;

  // Rows with one sample more at either end.
  private int[] near = new int[0];
  private int[] far = near;
  private int[] mixed = near;

  // Rows without them.
  private int[] centre = near;
  private int[] right = near;
  private int[] phase = near;

  Upsampler(Plane plane) {
    this.plane = plane;
  }

  /**
   * Prepares for a picture.
   *
   * @param columns of samples that the whole component has
   * @param rows of samples that the whole component has
   * @param most samples of a row whose pixels are wanted
   */
  void resize(Upsampling how, int columns, int rows, int most) {
    this.how = how;
    this.columns = columns;
    this.rows = rows;
    int padded = most + 2;
    if (near.length < padded) {
      near = new int[padded];
      far = new int[padded];
      mixed = new int[padded];
      centre = new int[padded];
      right = new int[padded];
      phase = new int[padded];
    }
  }

  /** Returns an upper bound for the bytes that the rows of a component take for a region. */
  static long bytes(JpegRegion region, Upsampling how) {
    return (region.width() / how.across() + 4L) * 6 * Integer.BYTES;
  }

  /** Makes a run of the row of pixels {@code y}: those that share some samples. */
  void row(int y, int start, int length, int[] out) {
    this.start = start;
    this.length = length;
    int row = y / how.down();
    if (!how.smoothDown() && !how.smoothAcross()) {
      repeat(row, out);
      return;
    }
    copy(row, near);
    int[] source = near;
    if (how.smoothDown()) {
      boolean upper = y % 2 == 0;
      copy(upper ? Math.max(row - 1, 0) : Math.min(row + 1, rows - 1), far);
      if (!how.smoothAcross()) {
        Lanes.mixQuarters(near, far, upper ? 1 : 2, mixed, length + 1);
        System.arraycopy(mixed, 1, out, 0, length);
        return;
      }
      Lanes.mix(near, far, mixed, length + 2);
      source = mixed;
    }
    spread(source, out);
  }

  private void repeat(int row, int[] out) {
    int from = plane.row(row) + start - plane.left();
    for (int i = 0; i < how.across(); i++) {
      System.arraycopy(plane.samples(), from, out, i * length, length);
    }
  }

  /** A row with a neighbour at either end; at an edge of the picture the sample itself is one. */
  private void copy(int row, int[] to) {
    int before = start - 1;
    int from = Math.max(before, plane.left());
    int end = Math.min(start + length + 1, Math.min(plane.right(), columns));
    System.arraycopy(
        plane.samples(), plane.row(row) + from - plane.left(), to, from - before, end - from);
    if (from > before) {
      to[0] = to[1];
    }
    if (end <= start + length) {
      to[length + 1] = to[length];
    }
  }

  /** Makes even pixels lean to the left and odd ones to the right. */
  private void spread(int[] source, int[] out) {
    int length = this.length;
    System.arraycopy(source, 1, centre, 0, length);
    System.arraycopy(source, 2, right, 0, length);
    if (how.smoothDown()) {
      Lanes.mixSixteenths(centre, source, 8, out, length);
      Lanes.mixSixteenths(centre, right, 7, phase, length);
    } else {
      Lanes.mixQuarters(centre, source, 1, out, length);
      Lanes.mixQuarters(centre, right, 2, phase, length);
    }
    System.arraycopy(phase, 0, out, length, length);
  }
}
