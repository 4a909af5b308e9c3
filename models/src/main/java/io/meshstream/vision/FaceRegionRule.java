package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;

/**
 * The regions of faces: around a detection, or around the landmarks of the frame before.
 *
 * <p>Both follow MediaPipe's {@code DetectionsToRectsCalculator} and {@code
 * RectTransformationCalculator}: the box is made square in pixels by its longer side, enlarged by
 * half, and turned so that the eyes are level.
 *
 * @param squareDetections whether the box of a detection is made square, too; it is nearly so
 */
record FaceRegionRule(boolean squareDetections) implements RegionRule {
  private static final float ENLARGEMENT = 1.5f;
  private static final int RIGHT_EYE_OUTER_CORNER = 33;
  private static final int LEFT_EYE_OUTER_CORNER = 263;

  @Override
  public Region around(Detection detection, int pictureWidth, int pictureHeight) {
    return around(
        detection.box(),
        squareDetections,
        detection.rightEye(),
        detection.leftEye(),
        pictureWidth,
        pictureHeight);
  }

  @Override
  public Region around(Landmarks landmarks, int pictureWidth, int pictureHeight) {
    return around(
        bounds(landmarks),
        /* square= */ true,
        new Point(landmarks.x(RIGHT_EYE_OUTER_CORNER), landmarks.y(RIGHT_EYE_OUTER_CORNER)),
        new Point(landmarks.x(LEFT_EYE_OUTER_CORNER), landmarks.y(LEFT_EYE_OUTER_CORNER)),
        pictureWidth,
        pictureHeight);
  }

  private static Region around(
      Box box, boolean square, Point rightEye, Point leftEye, int pictureWidth, int pictureHeight) {
    float width = box.width();
    float height = box.height();
    if (square) {
      float side = Math.max(width * pictureWidth, height * pictureHeight);
      width = side / pictureWidth;
      height = side / pictureHeight;
    }
    return new Region(
        box.xMin() + box.width() / 2,
        box.yMin() + box.height() / 2,
        width * ENLARGEMENT,
        height * ENLARGEMENT,
        angle(
            (leftEye.x() - rightEye.x()) * pictureWidth,
            (leftEye.y() - rightEye.y()) * pictureHeight));
  }

  /**
   * MediaPipe starts both minima at the largest float and both maxima at the smallest positive one,
   * and so does this: a face that lies entirely at negative coordinates gets the picture's edge as
   * its far side.
   */
  private static Box bounds(Landmarks landmarks) {
    Box box = Box.around(landmarks);
    return new Box(
        Math.min(box.xMin(), Float.MAX_VALUE),
        Math.min(box.yMin(), Float.MAX_VALUE),
        Math.max(box.xMax(), Float.MIN_NORMAL),
        Math.max(box.yMax(), Float.MIN_NORMAL));
  }

  /** Returns the clockwise angle of a direction on the screen, from -pi (included) to pi. */
  private static float angle(float dx, float dy) {
    double angle = 0 - Math.atan2(-dy, dx);
    return (float) (angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI)));
  }
}
