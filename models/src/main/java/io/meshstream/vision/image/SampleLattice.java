package io.meshstream.vision.image;

/**
 * Where a square model input looks into a picture: the places of its samples, which lie as far
 * apart in each row and from row to row.
 *
 * <p>Places are in pixels, and the centre of the upper left pixel is at (0, 0). A sample is made of
 * the four pixels around its place, and where that is beyond the picture of the nearest ones in it.
 *
 * @param x column of the first sample
 * @param y row of the first sample
 * @param acrossX columns from a sample to the next one in its row
 * @param acrossY rows from a sample to the next one in its row
 * @param downX columns from a sample to the one below
 * @param downY rows from a sample to the one below
 * @param side samples in a row, and rows; at least 2
 * @param slack how far from their places samples may be taken, because of rounding; in pixels
 */
public record SampleLattice(
    double x,
    double y,
    double acrossX,
    double acrossY,
    double downX,
    double downY,
    int side,
    double slack) {

  /**
   * Makes the lattice with three corners at these places.
   *
   * @param x column of the first sample
   * @param y row of the first sample
   * @param rightX column of the last sample of the first row
   * @param rightY row of the last sample of the first row
   * @param bottomX column of the first sample of the last row
   * @param bottomY row of the first sample of the last row
   * @param side samples in a row, and rows
   * @param slack how far from their places samples may be taken
   */
  public static SampleLattice of(
      double x,
      double y,
      double rightX,
      double rightY,
      double bottomX,
      double bottomY,
      int side,
      double slack) {
    int steps = side - 1;
    return new SampleLattice(
        x,
        y,
        (rightX - x) / steps,
        (rightY - y) / steps,
        (bottomX - x) / steps,
        (bottomY - y) / steps,
        side,
        slack);
  }

  /** Returns the column of a sample. */
  double columnOf(int across, int down) {
    return x + across * acrossX + down * downX;
  }

  /** Returns the row of a sample. */
  double rowOf(int across, int down) {
    return y + across * acrossY + down * downY;
  }

  /** Returns how many pixels there are to a sample. */
  double pixelsPerSample() {
    return Math.abs(acrossX * downY - acrossY * downX);
  }

  /**
   * Tells where the samples come to lie when the picture is turned.
   *
   * @param turn the clockwise turn of the picture
   * @param width the picture's columns before the turn
   * @param height the picture's rows before the turn
   */
  SampleLattice turned(QuarterTurn turn, int width, int height) {
    int right = width - 1;
    int bottom = height - 1;
    return switch (turn) {
      case NONE -> this;
      case CLOCKWISE ->
          new SampleLattice(bottom - y, x, -acrossY, acrossX, -downY, downX, side, slack);
      case HALF ->
          new SampleLattice(right - x, bottom - y, -acrossX, -acrossY, -downX, -downY, side, slack);
      case COUNTER_CLOCKWISE ->
          new SampleLattice(y, right - x, acrossY, -acrossX, downY, -downX, side, slack);
    };
  }

  /** Tells where the samples come to lie when left and right of a picture are exchanged. */
  SampleLattice mirrored(int width) {
    return new SampleLattice(width - 1 - x, y, -acrossX, acrossY, -downX, downY, side, slack);
  }
}
