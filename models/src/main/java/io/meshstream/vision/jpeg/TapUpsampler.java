package io.meshstream.vision.jpeg;

/**
 * Makes samples of one component for single pixels of a row, those that {@link Upsampler} makes for
 * all of them.
 */
final class TapUpsampler {
  private final Plane plane;

  // The picture at hand.
  private Upsampling how;
  private int columns;
  private int rows;

  TapUpsampler(Plane plane) {
    this.plane = plane;
  }

  /**
   * Prepares for a picture.
   *
   * @param columns of samples that the whole component has
   * @param rows of samples that the whole component has
   */
  void resize(Upsampling how, int columns, int rows) {
    this.how = how;
    this.columns = columns;
    this.rows = rows;
  }

  /** Makes the samples of some pixels of the row {@code y}. */
  void pick(int y, int[] pixels, int count, int[] out) {
    int row = y / how.down();
    int near = plane.row(row) - plane.left();
    if (how.smoothDown()) {
      boolean upper = y % 2 == 0;
      int next = upper ? Math.max(row - 1, 0) : Math.min(row + 1, rows - 1);
      int far = plane.row(next) - plane.left();
      if (how.smoothAcross()) {
        pickBetween(near, far, pixels, count, out);
      } else {
        pickBelow(near, far, upper ? 1 : 2, pixels, count, out);
      }
    } else if (how.smoothAcross()) {
      pickBeside(near, pixels, count, out);
    } else {
      repeat(near, pixels, count, out);
    }
  }

  private void repeat(int near, int[] pixels, int count, int[] out) {
    int[] samples = plane.samples();
    int shift = Integer.numberOfTrailingZeros(how.across());
    for (int i = 0; i < count; i++) {
      out[i] = samples[near + (pixels[i] >> shift)];
    }
  }

  private void pickBelow(int near, int far, int rounding, int[] pixels, int count, int[] out) {
    int[] samples = plane.samples();
    for (int i = 0; i < count; i++) {
      int x = pixels[i];
      out[i] = (3 * samples[near + x] + samples[far + x] + rounding) >> 2;
    }
  }

  private void pickBeside(int near, int[] pixels, int count, int[] out) {
    int[] samples = plane.samples();
    int last = columns - 1;
    for (int i = 0; i < count; i++) {
      int odd = pixels[i] & 1;
      int own = pixels[i] >> 1;
      int beside = Math.min(Math.max(own - 1 + 2 * odd, 0), last);
      out[i] = (3 * samples[near + own] + samples[near + beside] + 1 + odd) >> 2;
    }
  }

  private void pickBetween(int near, int far, int[] pixels, int count, int[] out) {
    int[] samples = plane.samples();
    int last = columns - 1;
    for (int i = 0; i < count; i++) {
      int odd = pixels[i] & 1;
      int own = pixels[i] >> 1;
      int beside = Math.min(Math.max(own - 1 + 2 * odd, 0), last);
      int mixed = 3 * samples[near + own] + samples[far + own];
      int mixedBeside = 3 * samples[near + beside] + samples[far + beside];
      out[i] = (3 * mixed + mixedBeside + 8 - odd) >> 4;
    }
  }
}
