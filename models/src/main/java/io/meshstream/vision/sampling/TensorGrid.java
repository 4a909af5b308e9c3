package io.meshstream.vision.sampling;

import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.PixelArea;

/**
 * The affine map from a model's input to the picture: (0, 0) to (1, 1) across the tensor becomes
 * normalised picture coordinates.
 *
 * <p>This is MediaPipe's {@code GetRotatedSubRectToRectTransformMatrix}, in the same 32-bit
 * arithmetic. Besides the map it keeps the rectangle in pixels, which OpenCV's convention needs.
 */
public final class TensorGrid {
  private static final int TAP_MARGIN = 2;

  private final float centerX;
  private final float centerY;
  private final float width;
  private final float height;
  private final float rotation;
  private final float xx;
  private final float xy;
  private final float x0;
  private final float yx;
  private final float yy;
  private final float y0;

  private TensorGrid(
      float centerX,
      float centerY,
      float width,
      float height,
      float rotation,
      int pictureWidth,
      int pictureHeight) {
    this.centerX = centerX;
    this.centerY = centerY;
    this.width = width;
    this.height = height;
    this.rotation = rotation;
    float cos = (float) Math.cos(rotation);
    float sin = (float) Math.sin(rotation);
    float perWidth = 1f / pictureWidth;
    float perHeight = 1f / pictureHeight;
    this.xx = width * cos * perWidth;
    this.xy = -height * sin * perWidth;
    this.x0 = (-0.5f * width * cos + 0.5f * height * sin + centerX) * perWidth;
    this.yx = width * sin * perHeight;
    this.yy = height * cos * perHeight;
    this.y0 = (-0.5f * height * cos - 0.5f * width * sin + centerY) * perHeight;
  }

  /** Returns the grid that stretches a region of a picture over the whole tensor. */
  public static TensorGrid over(Region region, int pictureWidth, int pictureHeight) {
    return new TensorGrid(
        region.centerX() * pictureWidth,
        region.centerY() * pictureHeight,
        region.width() * pictureWidth,
        region.height() * pictureHeight,
        region.rotation(),
        pictureWidth,
        pictureHeight);
  }

  /**
   * Returns the grid that shows a region of a picture, undistorted: where it is not square, what is
   * beside its longer sides is shown, too.
   */
  public static TensorGrid around(Region region, int pictureWidth, int pictureHeight) {
    float side = Math.max(region.width() * pictureWidth, region.height() * pictureHeight);
    return new TensorGrid(
        region.centerX() * pictureWidth,
        region.centerY() * pictureHeight,
        side,
        side,
        region.rotation(),
        pictureWidth,
        pictureHeight);
  }

  /**
   * Returns the grid that shows the whole picture, centred, in a square tensor: the shorter axis
   * reaches beyond the picture on both sides (letterbox).
   */
  public static TensorGrid letterbox(int pictureWidth, int pictureHeight) {
    float side = Math.max(pictureWidth, pictureHeight);
    return new TensorGrid(
        0.5f * pictureWidth, 0.5f * pictureHeight, side, side, 0, pictureWidth, pictureHeight);
  }

  /** Tells where a tensor point, (0, 0) to (1, 1), lies in the picture. */
  public Point toPicture(float x, float y) {
    return new Point(pictureX(x, y), pictureY(x, y));
  }

  /** Returns the normalised x in the picture of a tensor point. */
  public float pictureX(float x, float y) {
    return xx * x + xy * y + x0;
  }

  /** Returns the normalised y in the picture of a tensor point. */
  public float pictureY(float x, float y) {
    return yx * x + yy * y + y0;
  }

  /**
   * Returns the pixels that sampling this grid may touch, in either convention: its bounding box, a
   * little enlarged for the taps beside the outermost samples, within the picture. Where the grid
   * lies beyond the picture that is the picture's edge, which is what a crop repeats there.
   */
  public PixelArea footprint(int pictureWidth, int pictureHeight) {
    float xMin =
        Math.min(
            Math.min(pictureX(0, 0), pictureX(1, 0)), Math.min(pictureX(0, 1), pictureX(1, 1)));
    float xMax =
        Math.max(
            Math.max(pictureX(0, 0), pictureX(1, 0)), Math.max(pictureX(0, 1), pictureX(1, 1)));
    float yMin =
        Math.min(
            Math.min(pictureY(0, 0), pictureY(1, 0)), Math.min(pictureY(0, 1), pictureY(1, 1)));
    float yMax =
        Math.max(
            Math.max(pictureY(0, 0), pictureY(1, 0)), Math.max(pictureY(0, 1), pictureY(1, 1)));
    int left = within((long) Math.floor((double) xMin * pictureWidth) - TAP_MARGIN, pictureWidth);
    int right = within((long) Math.ceil((double) xMax * pictureWidth) + TAP_MARGIN, pictureWidth);
    int top = within((long) Math.floor((double) yMin * pictureHeight) - TAP_MARGIN, pictureHeight);
    int bottom =
        within((long) Math.ceil((double) yMax * pictureHeight) + TAP_MARGIN, pictureHeight);
    return new PixelArea(left, top, right - left + 1, bottom - top + 1);
  }

  private static int within(long place, int size) {
    return (int) Math.max(0, Math.min(place, size - 1));
  }

  float centerX() {
    return centerX;
  }

  float centerY() {
    return centerY;
  }

  float width() {
    return width;
  }

  float height() {
    return height;
  }

  float rotation() {
    return rotation;
  }
}
