package io.meshstream.vision.landmark;

import io.meshstream.vision.topology.RefinedRegion;

/**
 * An affine map from the pixels of a crop of feature maps to the feature maps' own, which lays the
 * crop over a part of the face and turns it level.
 *
 * <p>{@link #over} is MediaPipe's operator {@code Landmarks2TransformMatrix}, version 2, and {@link
 * #pictureX} and {@link #pictureY} are its {@code TransformLandmarks}; with the parameters that the
 * attention mesh has. All in single precision, as there.
 *
 * @param xx what x gains by a step to the right in the crop
 * @param xy what x gains by a step down in the crop
 * @param x0 x of the crop's corner
 * @param yx what y gains by a step to the right
 * @param yy what y gains by a step down
 * @param y0 y of the crop's corner
 */
record RegionTransform(float xx, float xy, float x0, float yx, float yy, float y0) {
  /** Pixels of the picture's crop beside each other in one of the feature maps. */
  private static final int STRIDE = 4;

  private static final float MARGIN = 1.5f;

  /**
   * Lays a crop over a region.
   *
   * @param mesh x, y, z of the landmarks in pixels of the picture's crop
   */
  static RegionTransform over(float[] mesh, RefinedRegion region) {
    int left = 3 * region.leftmost();
    int right = 3 * region.rightmost();
    double angle = -Math.atan2(mesh[right + 1] - mesh[left + 1], mesh[right] - mesh[left]);
    float cos = (float) Math.cos(angle);
    float sin = (float) Math.sin(angle);
    float xMin = Float.MAX_VALUE;
    float yMin = Float.MAX_VALUE;
    float xMax = -Float.MAX_VALUE;
    float yMax = -Float.MAX_VALUE;
    for (int i = 0; i < region.count(); i++) {
      float x = mesh[3 * region.landmark(i)] / STRIDE;
      float y = mesh[3 * region.landmark(i) + 1] / STRIDE;
      float levelX = x * cos - y * sin;
      float levelY = x * sin + y * cos;
      xMin = Math.min(xMin, levelX);
      yMin = Math.min(yMin, levelY);
      xMax = Math.max(xMax, levelX);
      yMax = Math.max(yMax, levelY);
    }
    float centerX = (xMin + xMax) / 2;
    float centerY = (yMin + yMax) / 2;
    float scaleX = MARGIN * (xMax - xMin) / FeatureCrop.SIDE;
    float scaleY = MARGIN * (yMax - yMin) / FeatureCrop.SIDE;
    float xx = cos * scaleX;
    float xy = sin * scaleY;
    float yx = -sin * scaleX;
    float yy = cos * scaleY;
    float half = FeatureCrop.SIDE / 2f;
    return new RegionTransform(
        xx,
        xy,
        centerX * cos + centerY * sin - half * (xx + xy),
        yx,
        yy,
        centerY * cos - centerX * sin - half * (yx + yy));
  }

  /**
   * Returns where a point that the model found in the crop lies in the picture's crop.
   *
   * @param x from the crop's left edge, in pixels of the picture's crop, and so is the result
   * @param y from its upper edge
   */
  float pictureX(float x, float y) {
    return xx * x + xy * y + STRIDE * x0;
  }

  /** Returns the other coordinate of that point. */
  float pictureY(float x, float y) {
    return yx * x + yy * y + STRIDE * y0;
  }
}
