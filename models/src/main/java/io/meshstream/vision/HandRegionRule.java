package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.topology.HandLandmark;

/**
 * The regions of hands: around a palm, or around the landmarks of the frame before.
 *
 * <p>Follows MediaPipe's {@code DetectionsToRectsCalculator}, {@code HandLandmarksToRectCalculator}
 * and {@code RectTransformationCalculator}, in the same 32-bit arithmetic: the box is turned so
 * that the hand points upwards, shifted towards its fingers, made square in pixels by its longer
 * side, and enlarged.
 *
 * @param upright the angle, in radians counter-clockwise, that the direction from wrist to middle
 *     finger has in the region of a palm
 */
record HandRegionRule(float upright) implements RegionRule {

  /** The rule of MediaPipe Hands: upwards. */
  static final HandRegionRule LEGACY = new HandRegionRule((float) (Math.PI / 2));

  /**
   * The rule of MediaPipe Tasks, whose graph sets 90 degrees in a field of radians: its palms stand
   * 26.6 degrees askew. Regions of landmarks do not.
   */
  static final HandRegionRule TASKS = new HandRegionRule(90);

  private static final float PALM_ENLARGEMENT = 2.6f;
  private static final float PALM_SHIFT = -0.5f;
  private static final float HAND_ENLARGEMENT = 2;
  private static final float HAND_SHIFT = -0.1f;

  /** The landmarks that count: no tips, and of the fingers no last joints. */
  private static final int[] PALM = {
    HandLandmark.WRIST.index(),
    HandLandmark.THUMB_CMC.index(),
    HandLandmark.THUMB_MCP.index(),
    HandLandmark.THUMB_IP.index(),
    HandLandmark.INDEX_FINGER_MCP.index(),
    HandLandmark.INDEX_FINGER_PIP.index(),
    HandLandmark.MIDDLE_FINGER_MCP.index(),
    HandLandmark.MIDDLE_FINGER_PIP.index(),
    HandLandmark.RING_FINGER_MCP.index(),
    HandLandmark.RING_FINGER_PIP.index(),
    HandLandmark.PINKY_MCP.index(),
    HandLandmark.PINKY_PIP.index()
  };

  @Override
  public Region around(Detection palm, int pictureWidth, int pictureHeight) {
    Point wrist = palm.wrist();
    Point knuckle = palm.middleKnuckle();
    Box box = palm.box();
    Region upright =
        new Region(
            box.xMin() + box.width() / 2,
            box.yMin() + box.height() / 2,
            box.width(),
            box.height(),
            rotation(
                this.upright,
                knuckle.x() * pictureWidth - wrist.x() * pictureWidth,
                knuckle.y() * pictureHeight - wrist.y() * pictureHeight));
    return transformed(upright, PALM_SHIFT, PALM_ENLARGEMENT, pictureWidth, pictureHeight);
  }

  @Override
  public Region around(Landmarks hand, int pictureWidth, int pictureHeight) {
    float rotation = rotationOf(hand, pictureWidth, pictureHeight);
    float back = normalised(-rotation);
    float cosBack = (float) Math.cos(back);
    float sinBack = (float) Math.sin(back);
    Bounds level = new Bounds();
    for (int point : PALM) {
      level.add(hand.x(point), hand.y(point));
    }
    float centerX = level.centerX();
    float centerY = level.centerY();
    Bounds turned = new Bounds();
    for (int point : PALM) {
      float x = (hand.x(point) - centerX) * pictureWidth;
      float y = (hand.y(point) - centerY) * pictureHeight;
      turned.add(x * cosBack - y * sinBack, x * sinBack + y * cosBack);
    }
    float cos = (float) Math.cos(rotation);
    float sin = (float) Math.sin(rotation);
    float x = turned.centerX() * cos - turned.centerY() * sin + pictureWidth * centerX;
    float y = turned.centerX() * sin + turned.centerY() * cos + pictureHeight * centerY;
    Region region =
        new Region(
            x / pictureWidth,
            y / pictureHeight,
            turned.width() / pictureWidth,
            turned.height() / pictureHeight,
            rotation);
    return transformed(region, HAND_SHIFT, HAND_ENLARGEMENT, pictureWidth, pictureHeight);
  }

  /**
   * Returns how a hand is turned: from the wrist to the middle finger's knuckle, which is meant
   * with those of index and ring finger beside it.
   */
  private static float rotationOf(Landmarks hand, int pictureWidth, int pictureHeight) {
    int wrist = HandLandmark.WRIST.index();
    int index = HandLandmark.INDEX_FINGER_MCP.index();
    int middle = HandLandmark.MIDDLE_FINGER_MCP.index();
    int ring = HandLandmark.RING_FINGER_MCP.index();
    float x = ((hand.x(index) + hand.x(ring)) / 2 + hand.x(middle)) / 2 * pictureWidth;
    float y = ((hand.y(index) + hand.y(ring)) / 2 + hand.y(middle)) / 2 * pictureHeight;
    return rotation(
        LEGACY.upright, x - hand.x(wrist) * pictureWidth, y - hand.y(wrist) * pictureHeight);
  }

  /** Returns the clockwise turn by which a direction on the screen has an angle. */
  private static float rotation(float angle, float dx, float dy) {
    return normalised(angle - (float) Math.atan2(-dy, dx));
  }

  /** Returns the same angle from -pi (included) to pi. */
  private static float normalised(float angle) {
    return (float) (angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI)));
  }

  private static Region transformed(
      Region region, float shift, float enlargement, int pictureWidth, int pictureHeight) {
    float width = pictureWidth * region.width();
    float height = pictureHeight * region.height();
    float side = Math.max(width, height);
    float along = height * shift;
    return new Region(
        region.centerX() - along * (float) Math.sin(region.rotation()) / pictureWidth,
        region.centerY() + along * (float) Math.cos(region.rotation()) / pictureHeight,
        side / pictureWidth * enlargement,
        side / pictureHeight * enlargement,
        region.rotation());
  }

  /**
   * The box around some points. MediaPipe starts its maxima at the smallest positive float, and so
   * does this: of points that all have negative coordinates zero is the far side.
   */
  private static final class Bounds {
    private float xMin = Float.MAX_VALUE;
    private float yMin = Float.MAX_VALUE;
    private float xMax = Float.MIN_NORMAL;
    private float yMax = Float.MIN_NORMAL;

    void add(float x, float y) {
      xMin = Math.min(xMin, x);
      yMin = Math.min(yMin, y);
      xMax = Math.max(xMax, x);
      yMax = Math.max(yMax, y);
    }

    float width() {
      return xMax - xMin;
    }

    float height() {
      return yMax - yMin;
    }

    float centerX() {
      return (xMax + xMin) / 2;
    }

    float centerY() {
      return (yMax + yMin) / 2;
    }
  }
}
