package io.meshstream.vision.image;

/**
 * A rectangle of whole pixels.
 *
 * @param x leftmost column
 * @param y topmost row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record PixelArea(int x, int y, int width, int height) {

  /** Checks that there is at least one pixel. */
  public PixelArea {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "pixel area: " + width + "x" + height + " (expected: at least 1x1)");
    }
  }

  /** Makes the area of a whole picture of a size. */
  public static PixelArea ofPicture(int width, int height) {
    return new PixelArea(0, 0, width, height);
  }

  /** Returns the number of pixels. */
  public long size() {
    return (long) width * height;
  }

  /** Returns the smallest area that holds both. */
  public PixelArea union(PixelArea other) {
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    int right = Math.max(x + width, other.x + other.width);
    int bottom = Math.max(y + height, other.y + other.height);
    return new PixelArea(left, top, right - left, bottom - top);
  }

  /**
   * Returns the samples around all places in this area where each stands for a square of pixels: a
   * place near to the edge of its square lies between that and the next one.
   *
   * @param reduction pixels along the side of the square
   * @param pictureWidth the picture's columns at full scale
   * @param pictureHeight the picture's rows at full scale
   */
  PixelArea reduced(int reduction, int pictureWidth, int pictureHeight) {
    int half = reduction / 2;
    int left = Math.max(0, x - half) / reduction;
    int top = Math.max(0, y - half) / reduction;
    int right = (Math.min(x + width + half, pictureWidth) + reduction - 1) / reduction;
    int bottom = (Math.min(y + height + half, pictureHeight) + reduction - 1) / reduction;
    return new PixelArea(left, top, right - left, bottom - top);
  }

  /** Tells whether every pixel of another area is in this one. */
  public boolean contains(PixelArea other) {
    return other.x >= x
        && other.y >= y
        && other.x + other.width <= x + width
        && other.y + other.height <= y + height;
  }

  /**
   * Tells where the area comes to lie when its picture is turned.
   *
   * @param turn the clockwise turn of the picture
   * @param pictureWidth the picture's columns before the turn
   * @param pictureHeight the picture's rows before the turn
   */
  PixelArea turned(QuarterTurn turn, int pictureWidth, int pictureHeight) {
    int fromRight = pictureWidth - x - width;
    int fromBottom = pictureHeight - y - height;
    return switch (turn) {
      case NONE -> this;
      case CLOCKWISE -> new PixelArea(fromBottom, x, height, width);
      case HALF -> new PixelArea(fromRight, fromBottom, width, height);
      case COUNTER_CLOCKWISE -> new PixelArea(y, fromRight, height, width);
    };
  }
}
