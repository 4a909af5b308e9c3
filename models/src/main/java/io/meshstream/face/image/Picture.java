package io.meshstream.face.image;

import java.util.Objects;

/**
 * A read-only view of decoded 8-bit RGB pixels.
 *
 * <p>The pixels stay where the decoder put them: how they are ordered and which way up they are is
 * expressed by strides, so that turning a picture or reading BGR data costs nothing. The view is
 * valid as long as the array behind it is left alone. Thread-safe under the same condition.
 */
public final class Picture {
  private final byte[] data;
  private final int width;
  private final int height;
  private final int origin;
  private final int pixelStride;
  private final int rowStride;
  private final int redOffset;
  private final int greenOffset;
  private final int blueOffset;

  private Picture(
      byte[] data,
      int width,
      int height,
      int origin,
      int pixelStride,
      int rowStride,
      int redOffset,
      int greenOffset,
      int blueOffset) {
    this.data = data;
    this.width = width;
    this.height = height;
    this.origin = origin;
    this.pixelStride = pixelStride;
    this.rowStride = rowStride;
    this.redOffset = redOffset;
    this.greenOffset = greenOffset;
    this.blueOffset = blueOffset;
  }

  /** A view of packed rows of red, green, blue. */
  public static Picture rgb(byte[] data, int width, int height) {
    return packed(data, width, height, 3, 0, 1, 2);
  }

  /** A view of packed rows of blue, green, red, the order of Java's {@code TYPE_3BYTE_BGR}. */
  public static Picture bgr(byte[] data, int width, int height) {
    return packed(data, width, height, 3, 2, 1, 0);
  }

  /** A view of packed rows of luminance, seen as equal parts of red, green and blue. */
  public static Picture grey(byte[] data, int width, int height) {
    return packed(data, width, height, 1, 0, 0, 0);
  }

  private static Picture packed(
      byte[] data, int width, int height, int pixelStride, int red, int green, int blue) {
    Objects.requireNonNull(data, "data");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "picture size: " + width + "x" + height + " (expected: at least 1x1)");
    }
    long needed = (long) width * height * pixelStride;
    if (data.length < needed) {
      throw new IllegalArgumentException(
          "picture data: "
              + data.length
              + " bytes (expected: at least "
              + needed
              + " for "
              + width
              + "x"
              + height
              + ")");
    }
    return new Picture(data, width, height, 0, pixelStride, width * pixelStride, red, green, blue);
  }

  /** The same pixels turned clockwise by a multiple of a right angle; no pixel is copied. */
  public Picture turned(QuarterTurn turn) {
    int right = (width - 1) * pixelStride;
    int bottom = (height - 1) * rowStride;
    return switch (turn) {
      case NONE -> this;
      case CLOCKWISE -> view(height, width, origin + bottom, -rowStride, pixelStride);
      case HALF -> view(width, height, origin + right + bottom, -pixelStride, -rowStride);
      case COUNTER_CLOCKWISE -> view(height, width, origin + right, rowStride, -pixelStride);
    };
  }

  private Picture view(int newWidth, int newHeight, int newOrigin, int newPixel, int newRow) {
    return new Picture(
        data, newWidth, newHeight, newOrigin, newPixel, newRow, redOffset, greenOffset, blueOffset);
  }

  /** Columns of pixels. */
  public int width() {
    return width;
  }

  /** Rows of pixels. */
  public int height() {
    return height;
  }

  /** The red, green and blue of one pixel as {@code 0xRRGGBB}. */
  public int rgbAt(int x, int y) {
    Objects.checkIndex(x, width);
    Objects.checkIndex(y, height);
    int at = origin + x * pixelStride + y * rowStride;
    return (data[at + redOffset] & 0xff) << 16
        | (data[at + greenOffset] & 0xff) << 8
        | (data[at + blueOffset] & 0xff);
  }

  /**
   * The array behind the view, not a copy: pixel (x, y) starts at {@code origin() + x *
   * pixelStride() + y * rowStride()}. For loops over pixels that cannot afford a call for each.
   */
  public byte[] data() {
    return data;
  }

  /** Index of pixel (0, 0) in {@link #data()}. */
  public int origin() {
    return origin;
  }

  /** Distance in bytes from a pixel to its right neighbour; may be negative. */
  public int pixelStride() {
    return pixelStride;
  }

  /** Distance in bytes from a pixel to the one below; may be negative. */
  public int rowStride() {
    return rowStride;
  }

  /** Distance in bytes from a pixel's start to its red value. */
  public int redOffset() {
    return redOffset;
  }

  /** Distance in bytes from a pixel's start to its green value. */
  public int greenOffset() {
    return greenOffset;
  }

  /** Distance in bytes from a pixel's start to its blue value. */
  public int blueOffset() {
    return blueOffset;
  }

  @Override
  public String toString() {
    return "Picture[" + width + "x" + height + "]";
  }
}
