package io.meshstream.vision.landmark;

import java.nio.FloatBuffer;

/**
 * Takes turned and scaled crops out of feature maps: MediaPipe's operator {@code
 * TransformTensorBilinear}, version 2.
 *
 * <p>A sample between four features is bilinear, with the centres of pixels at halves; one that
 * lies beyond the outer features' centres is 0.
 */
final class FeatureCrop {
  /** Width and height of a crop, in features. */
  static final int SIDE = 16;

  /** Width and height of a feature map. */
  static final int SOURCE_SIDE = 48;

  /** Number of feature maps. */
  static final int MAPS = 32;

  /** Number of values in a crop. */
  static final int LENGTH = MAPS * SIDE * SIDE;

  private static final int LAST = SOURCE_SIDE - 1;

  private final FloatBuffer source;
  private final FloatBuffer target;
  // One row of samples at a time: where its upper left features are, and how near.
  private final int[] place = new int[SIDE];
  private final float[] right = new float[SIDE];
  private final float[] down = new float[SIDE];

  /**
   * Makes a crop from maps to maps.
   *
   * @param source the maps one after another, rows from the top; absolute access only
   * @param target gets crops of that order
   */
  FeatureCrop(FloatBuffer source, FloatBuffer target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Fills a crop.
   *
   * @param transform from the crop's pixels to the maps'
   * @param start where the crop begins in the target
   */
  void fill(RegionTransform transform, int start) {
    for (int row = 0; row < SIDE; row++) {
      locate(transform, row);
      for (int map = 0; map < MAPS; map++) {
        fillRow(map * SOURCE_SIDE * SOURCE_SIDE, start + (map * SIDE + row) * SIDE);
      }
    }
  }

  private void locate(RegionTransform transform, int row) {
    float firstX = transform.x0() + 0.5f * transform.xx() + 0.5f * transform.xy() - 0.5f;
    float firstY = transform.y0() + 0.5f * transform.yx() + 0.5f * transform.yy() - 0.5f;
    for (int column = 0; column < SIDE; column++) {
      float x = transform.xx() * column + transform.xy() * row + firstX;
      float y = transform.yx() * column + transform.yy() * row + firstY;
      // Not the negation, so that a number that is none is outside.
      if (x >= 0 && x <= LAST && y >= 0 && y <= LAST) {
        // From the last row and column the step goes back, for there is nothing beyond.
        int left = Math.min((int) x, LAST - 1);
        int top = Math.min((int) y, LAST - 1);
        place[column] = top * SOURCE_SIDE + left;
        right[column] = x - left;
        down[column] = y - top;
      } else {
        place[column] = -1;
      }
    }
  }

  private void fillRow(int map, int at) {
    for (int column = 0; column < SIDE; column++) {
      target.put(at + column, place[column] < 0 ? 0 : sample(map + place[column], column));
    }
  }

  private float sample(int at, int column) {
    float toRight = right[column];
    float upper = source.get(at) * (1 - toRight) + source.get(at + 1) * toRight;
    float lower =
        source.get(at + SOURCE_SIDE) * (1 - toRight) + source.get(at + SOURCE_SIDE + 1) * toRight;
    return upper * (1 - down[column]) + lower * down[column];
  }
}
