package io.meshstream.vision.image;

import java.util.Objects;

/**
 * A read-only view of decoded 8-bit RGB samples: of a whole picture or of a part of it, a sample
 * for each pixel or for each square of pixels.
 *
 * <p>The samples stay where the decoder put them: how they are ordered, which way up they are and
 * which part of the picture they show is expressed by numbers, so that turning a picture, reading
 * BGR data or looking at a part costs nothing. The view is valid as long as the array behind it is
 * left alone. Thread-safe under the same condition.
 *
 * <p>Sample (i, j) is the mean of the pixels from {@code left() + i * reduction()} and {@code top()
 * + j * reduction()} on.
 */
public final class Picture {
  private final byte[] data;
  private final SampleLayout layout;
  private final int origin;
  private final int sampleStride;
  private final int rowStride;
  private final int columns;
  private final int rows;
  private final int left;
  private final int top;
  private final int reduction;
  private final int width;
  private final int height;

  private Picture(
      byte[] data,
      SampleLayout layout,
      int origin,
      int sampleStride,
      int rowStride,
      int columns,
      int rows,
      int left,
      int top,
      int reduction,
      int width,
      int height) {
    this.data = data;
    this.layout = layout;
    this.origin = origin;
    this.sampleStride = sampleStride;
    this.rowStride = rowStride;
    this.columns = columns;
    this.rows = rows;
    this.left = left;
    this.top = top;
    this.reduction = reduction;
    this.width = width;
    this.height = height;
  }

  /** Makes a view of a whole picture in packed rows of red, green, blue. */
  public static Picture rgb(byte[] data, int width, int height) {
    return whole(data, width, height, SampleLayout.RGB);
  }

  /** Makes a view of a whole picture in the order of Java's {@code TYPE_3BYTE_BGR}. */
  public static Picture bgr(byte[] data, int width, int height) {
    return whole(data, width, height, SampleLayout.BGR);
  }

  /** Makes a view of packed rows of luminance, seen as equal parts of red, green and blue. */
  public static Picture grey(byte[] data, int width, int height) {
    return whole(data, width, height, SampleLayout.GREY);
  }

  /**
   * Makes a view of a part of a picture in packed rows.
   *
   * @param layout how the samples lie in {@code data}
   * @param area the part that {@code data} holds
   * @param width columns of the whole picture
   * @param height rows of the whole picture
   */
  public static Picture part(
      byte[] data, SampleLayout layout, PixelArea area, int width, int height) {
    if (!PixelArea.ofPicture(width, height).contains(area)) {
      throw new IllegalArgumentException(
          "part: " + area + " (expected: within " + width + "x" + height + ")");
    }
    return packed(data, layout, area, 1, width, height);
  }

  /**
   * Makes a view of a part of a picture at a reduced scale in packed rows.
   *
   * @param layout how the samples lie in {@code data}
   * @param samples the part that {@code data} holds, counted in samples
   * @param reduction pixels along the side of the square that a sample stands for
   * @param width columns of the picture at full scale
   * @param height rows of the picture at full scale
   */
  public static Picture reduced(
      byte[] data, SampleLayout layout, PixelArea samples, int reduction, int width, int height) {
    return packed(data, layout, samples, reduction, width, height);
  }

  private static Picture whole(byte[] data, int width, int height, SampleLayout layout) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "picture size: " + width + "x" + height + " (expected: at least 1x1)");
    }
    return packed(data, layout, PixelArea.ofPicture(width, height), 1, width, height);
  }

  private static Picture packed(
      byte[] data, SampleLayout layout, PixelArea samples, int reduction, int width, int height) {
    Objects.requireNonNull(data, "data");
    long needed = samples.size() * layout.bytes();
    if (data.length < needed) {
      throw new IllegalArgumentException(
          "picture data: "
              + data.length
              + " bytes (expected: at least "
              + needed
              + " for "
              + samples.width()
              + "x"
              + samples.height()
              + ")");
    }
    return new Picture(
        data,
        layout,
        0,
        layout.bytes(),
        samples.width() * layout.bytes(),
        samples.width(),
        samples.height(),
        samples.x() * reduction,
        samples.y() * reduction,
        reduction,
        width,
        height);
  }

  /** Returns the same samples turned clockwise by a multiple of a right angle; none is copied. */
  public Picture turned(QuarterTurn turn) {
    int lastInRow = origin + (columns - 1) * sampleStride;
    int lastRow = origin + (rows - 1) * rowStride;
    int last = lastRow + (columns - 1) * sampleStride;
    int beyondRight = width - left - columns * reduction;
    int beyondBottom = height - top - rows * reduction;
    return switch (turn) {
      case NONE -> this;
      case CLOCKWISE -> sideways(lastRow, -rowStride, sampleStride, beyondBottom, left);
      case COUNTER_CLOCKWISE -> sideways(lastInRow, rowStride, -sampleStride, top, beyondRight);
      case HALF ->
          new Picture(
              data,
              layout,
              last,
              -sampleStride,
              -rowStride,
              columns,
              rows,
              beyondRight,
              beyondBottom,
              reduction,
              width,
              height);
    };
  }

  /** Returns the same samples with left and right exchanged; none is copied. */
  public Picture mirrored() {
    return new Picture(
        data,
        layout,
        origin + (columns - 1) * sampleStride,
        -sampleStride,
        rowStride,
        columns,
        rows,
        width - left - columns * reduction,
        top,
        reduction,
        width,
        height);
  }

  /** Returns the same samples as a picture that is upright if this one has the orientation. */
  public Picture oriented(Orientation orientation) {
    return (orientation.mirrored() ? mirrored() : this).turned(orientation.turn());
  }

  private Picture sideways(
      int newOrigin, int newSampleStride, int newRowStride, int newLeft, int newTop) {
    return new Picture(
        data,
        layout,
        newOrigin,
        newSampleStride,
        newRowStride,
        /* columns= */ rows,
        /* rows= */ columns,
        newLeft,
        newTop,
        reduction,
        /* width= */ height,
        /* height= */ width);
  }

  /** Returns the number of columns of pixels of the whole picture at full scale. */
  public int width() {
    return width;
  }

  /** Returns the number of rows of pixels of the whole picture at full scale. */
  public int height() {
    return height;
  }

  /** Returns the number of columns of samples in this view. */
  public int columns() {
    return columns;
  }

  /** Returns the number of rows of samples in this view. */
  public int rows() {
    return rows;
  }

  /**
   * Returns the picture's column at which the first sample begins; negative if it begins outside.
   */
  public int left() {
    return left;
  }

  /** Returns the picture's row at which the first sample begins; negative if it begins outside. */
  public int top() {
    return top;
  }

  /**
   * Returns the number of pixels along the side of the square that a sample stands for; 1 at full
   * scale.
   */
  public int reduction() {
    return reduction;
  }

  /**
   * Returns the red, green and blue of the sample in a column and row of this view, as 0xRRGGBB.
   */
  public int rgbAt(int column, int row) {
    Objects.checkIndex(column, columns);
    Objects.checkIndex(row, rows);
    int at = origin + column * sampleStride + row * rowStride;
    return (data[at + layout.red()] & 0xff) << 16
        | (data[at + layout.green()] & 0xff) << 8
        | (data[at + layout.blue()] & 0xff);
  }

  /**
   * Returns the array behind the view, not a copy: sample (i, j) starts at {@code origin() + i *
   * sampleStride() + j * rowStride()}. For loops over samples that cannot afford a call for each.
   */
  public byte[] data() {
    return data;
  }

  /** Returns the index of sample (0, 0) in {@link #data()}. */
  public int origin() {
    return origin;
  }

  /** Returns the distance in bytes from a sample to its right neighbour; may be negative. */
  public int sampleStride() {
    return sampleStride;
  }

  /** Returns the distance in bytes from a sample to the one below; may be negative. */
  public int rowStride() {
    return rowStride;
  }

  /** Returns the distance in bytes from a sample's start to its red value. */
  public int redOffset() {
    return layout.red();
  }

  /** Returns the distance in bytes from a sample's start to its green value. */
  public int greenOffset() {
    return layout.green();
  }

  /** Returns the distance in bytes from a sample's start to its blue value. */
  public int blueOffset() {
    return layout.blue();
  }

  @Override
  public String toString() {
    return "Picture[" + width + "x" + height + "]";
  }
}
