package io.meshstream.vision.image;

import io.meshstream.vision.jpeg.PixelMask;

/**
 * Finds the pixels that the samples of a lattice are made of, and some more.
 *
 * <p>Where samples lie close together these are all pixels between the outermost ones, and where
 * they lie far apart only those around each.
 *
 * @param lattice where the samples lie
 * @param width columns of the picture
 * @param height rows of the picture
 * @param runs whether single pixels are written in runs with those between them
 */
record SampledPixels(SampleLattice lattice, int width, int height, boolean runs) {
  /** In larger pictures, and farther away from them, places are off by more than is said. */
  private static final int MOST_SIDE = 1 << 13;

  private static final int FARTHEST = 2;

  /** Samples of a lattice that is smaller than so many pixels may lie anywhere. */
  private static final int LEAST_SIDE = 16;

  /** With fewer pixels to a sample, most of them are used, and single ones cost more than runs. */
  private static final double FEW_PIXELS = 40;

  /** Likewise where whole rows of pixels are not used. */
  private static final double FEW_PIXELS_IN_ROWS = 27;

  /** How many times as many are few where single pixels cannot be had. */
  private static final double RUN_FACTOR = 2.5;

  private static final int PIXELS_OF_SAMPLE = 4;
  private static final int ROWS_OF_SAMPLE = 2;

  /** Adds the pixels to a mask. */
  void addTo(PixelMask mask) {
    if (!isExact()) {
      mask.addAll();
    } else if (isDense()) {
      addOutline(mask);
    } else {
      addSamples(mask);
    }
  }

  /** Estimates how many pixels these are. */
  double count() {
    if (!isExact()) {
      return Double.POSITIVE_INFINITY;
    }
    double ofSample = isDense() ? lattice.pixelsPerSample() : PIXELS_OF_SAMPLE;
    return ofSample * lattice.side() * lattice.side();
  }

  private boolean isDense() {
    double few = leavesRowsOut() ? FEW_PIXELS_IN_ROWS : FEW_PIXELS;
    return lattice.pixelsPerSample() < (runs ? RUN_FACTOR * few : few);
  }

  /** Tells whether samples lie in so straight rows that there are rows of pixels between them. */
  private boolean leavesRowsOut() {
    int last = lattice.side() - 1;
    double across = Math.abs(lattice.acrossY());
    double down = Math.abs(lattice.downY());
    return last * across + ROWS_OF_SAMPLE < down || last * down + ROWS_OF_SAMPLE < across;
  }

  private boolean isExact() {
    int last = lattice.side() - 1;
    return width <= MOST_SIDE
        && height <= MOST_SIDE
        && last * Math.hypot(lattice.acrossX(), lattice.acrossY()) >= LEAST_SIDE
        && last * Math.hypot(lattice.downX(), lattice.downY()) >= LEAST_SIDE
        && lattice.pixelsPerSample() * last * last >= LEAST_SIDE * LEAST_SIDE
        && isNear(0, 0)
        && isNear(last, 0)
        && isNear(0, last)
        && isNear(last, last);
  }

  private boolean isNear(int across, int down) {
    return Math.abs(lattice.columnOf(across, down)) <= FARTHEST * width
        && Math.abs(lattice.rowOf(across, down)) <= FARTHEST * height;
  }

  /** Adds what lies in the parallelogram that the outermost samples make. */
  private void addOutline(PixelMask mask) {
    int last = lattice.side() - 1;
    double[] xs = {
      lattice.columnOf(0, 0),
      lattice.columnOf(last, 0),
      lattice.columnOf(last, last),
      lattice.columnOf(0, last)
    };
    double[] ys = {
      lattice.rowOf(0, 0), lattice.rowOf(last, 0), lattice.rowOf(last, last), lattice.rowOf(0, last)
    };
    double least = Math.min(Math.min(ys[0], ys[1]), Math.min(ys[2], ys[3]));
    double most = Math.max(Math.max(ys[0], ys[1]), Math.max(ys[2], ys[3]));
    int end = firstOf(most + 2 * lattice.slack(), height) + 2;
    for (int y = firstOf(least, height); y < Math.min(end, height); y++) {
      // Samples beyond the picture are made of its outermost rows.
      double from = y == 0 ? Double.NEGATIVE_INFINITY : y - 1 - lattice.slack();
      double to = y == height - 1 ? Double.POSITIVE_INFINITY : y + 1 + lattice.slack();
      addRow(mask, y, xs, ys, from, to);
    }
  }

  /** Adds of a row the pixels of samples that lie between two rows. */
  private void addRow(PixelMask mask, int y, double[] xs, double[] ys, double from, double to) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0, before = xs.length - 1; i < xs.length; before = i++) {
      boolean isUpper = ys[i] < ys[before];
      double top = isUpper ? ys[i] : ys[before];
      double bottom = isUpper ? ys[before] : ys[i];
      if (top > to || bottom < from) {
        continue;
      }
      double topX = isUpper ? xs[i] : xs[before];
      double bottomX = isUpper ? xs[before] : xs[i];
      double slope = bottom > top ? (bottomX - topX) / (bottom - top) : 0;
      double one = top < from ? topX + (from - top) * slope : topX;
      double other = bottom > to ? bottomX - (bottom - to) * slope : bottomX;
      least = Math.min(least, Math.min(one, other));
      most = Math.max(most, Math.max(one, other));
    }
    if (least <= most) {
      mask.add(y, firstOf(least, width), firstOf(most + 2 * lattice.slack(), width) + 2);
    }
  }

  /** Returns the first of two pixels around a place, or the outermost one, less some slack. */
  private int firstOf(double place, int size) {
    return (int) Math.floor(Math.max(0, Math.min(place - lattice.slack(), size - 1)));
  }

  private void addSamples(PixelMask mask) {
    int side = lattice.side();
    int lastColumn = width - 1;
    int lastRow = height - 1;
    double slack = lattice.slack();
    double acrossX = lattice.acrossX();
    double acrossY = lattice.acrossY();
    for (int down = 0; down < side; down++) {
      double x = lattice.columnOf(0, down) - slack;
      double y = lattice.rowOf(0, down) - slack;
      for (int across = 0; across < side; across++) {
        int left = Math.min(floor(x + across * acrossX), lastColumn);
        int right = Math.min(floor(x + across * acrossX + 2 * slack), lastColumn) + 2;
        int top = Math.min(floor(y + across * acrossY), lastRow);
        int bottom = Math.min(floor(y + across * acrossY + 2 * slack), lastRow) + 2;
        for (int row = top; row < bottom; row++) {
          mask.add(row, left, right);
        }
      }
    }
  }

  /** Rounds down what is near to a picture, or up to 0. */
  private static int floor(double place) {
    int above = 2 * FARTHEST * MOST_SIDE;
    return Math.max((int) (place + above) - above, 0);
  }
}
