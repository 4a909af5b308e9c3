package io.meshstream.vision.jpeg;

/**
 * Turns samples into single pixels of a row, where so few are wanted that it does not pay to
 * compute all between the first and the last.
 */
final class TapWriter {
  private static final int PIXEL = 3;

  private final Plane luminancePlane;
  private final TapUpsampler first;
  private final TapUpsampler second;

  // The picture at hand.
  private JpegRegion region;
  private JpegColour colour;

  // The pixels of one row, side by side.
  private int[] columns = new int[0];
  private int[] luminance = columns;
  private int[] blueness = columns;
  private int[] redness = columns;
  private int[] packed = columns;

  TapWriter(Plane[] planes) {
    this.luminancePlane = planes[0];
    this.first = new TapUpsampler(planes[1]);
    this.second = new TapUpsampler(planes[2]);
  }

  /**
   * Prepares for a picture.
   *
   * @param most pixels of a row
   * @param chroma how the second and third component become as many as there are pixels
   * @param sampleColumns of samples of these that the whole picture has
   * @param sampleRows of samples of these that the whole picture has
   */
  void resize(
      JpegRegion region,
      int most,
      JpegColour colour,
      Upsampling chroma,
      int sampleColumns,
      int sampleRows) {
    this.region = region;
    this.colour = colour;
    first.resize(chroma, sampleColumns, sampleRows);
    second.resize(chroma, sampleColumns, sampleRows);
    if (columns.length < most) {
      columns = new int[most];
      luminance = new int[most];
      blueness = new int[most];
      redness = new int[most];
      packed = new int[most];
    }
  }

  /** Returns the array to put columns of the picture into, in ascending order. */
  int[] columns() {
    return columns;
  }

  /** Writes as many pixels of the row {@code y} as columns have been put. */
  void write(int y, int count, byte[] out) {
    luminancePlane.pick(y, columns, count, luminance);
    int at = (y - region.y()) * region.width() - region.x();
    if (colour == JpegColour.GREY) {
      for (int i = 0; i < count; i++) {
        out[at + columns[i]] = (byte) luminance[i];
      }
      return;
    }
    first.pick(y, columns, count, blueness);
    second.pick(y, columns, count, redness);
    if (colour == JpegColour.YCBCR) {
      Lanes.toRgb(luminance, blueness, redness, packed, count);
    } else {
      Lanes.pack(luminance, blueness, redness, packed, count);
    }
    for (int i = 0; i < count; i++) {
      int pixel = packed[i];
      int to = PIXEL * (at + columns[i]);
      out[to] = (byte) pixel;
      out[to + 1] = (byte) (pixel >> 8);
      out[to + 2] = (byte) (pixel >> 16);
    }
  }
}
