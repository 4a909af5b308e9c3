package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandRegionRuleTest {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 200;
  private static final float HALF_PI = (float) (Math.PI / 2);

  /** 90 radians are 14 whole turns and 2.0354 beyond. */
  private static final float NINETY_RADIANS = (float) (90 - 28 * Math.PI);

  @Test
  void aPalmThatPointsUpIsShiftedUpByHalfItsHeightAndEnlarged() {
    // 80 pixels wide and 60 high, so the square is of 80.
    Detection palm = palm(new Box(0.4f, 0.5f, 0.6f, 0.8f), 0.5f, 0.8f, 0.5f, 0.5f);

    assertRegion(
        HandRegionRule.LEGACY.around(palm, WIDTH, HEIGHT),
        0.5f,
        0.65f - 0.15f,
        0.2f * 2.6f,
        0.4f * 2.6f,
        0);
  }

  @Test
  void aPalmThatPointsToTheRightIsTurnedAndShiftedThere() {
    Detection palm = palm(new Box(0.4f, 0.4f, 0.6f, 0.6f), 0.4f, 0.5f, 0.6f, 0.5f);

    // The box is 40 pixels high: by 20 pixels, which are a twentieth of the width.
    assertRegion(
        HandRegionRule.LEGACY.around(palm, WIDTH, HEIGHT),
        0.55f,
        0.5f,
        0.2f * 2.6f,
        0.4f * 2.6f,
        HALF_PI);
  }

  @Test
  void amongTasksAPalmIsTurnedByNinetyRadians() {
    Detection palm = palm(new Box(0.4f, 0.4f, 0.6f, 0.6f), 0.5f, 0.6f, 0.5f, 0.4f);

    Region region = HandRegionRule.TASKS.around(palm, WIDTH, HEIGHT);

    float askew = NINETY_RADIANS - HALF_PI;
    assertRegion(
        region,
        (float) (0.5 + 20 * Math.sin(askew) / WIDTH),
        (float) (0.5 - 20 * Math.cos(askew) / HEIGHT),
        0.2f * 2.6f,
        0.4f * 2.6f,
        askew);
  }

  @Test
  void tipsAndLastJointsOfFingersDoNotCount() {
    Landmarks hand = hand(0.5f, 0.9f, 0.5f, 0.5f, /* others= */ 5);

    // Between 0.5 and 0.9 in height, 80 pixels; no width.
    assertRegion(
        HandRegionRule.TASKS.around(hand, WIDTH, HEIGHT),
        0.5f,
        0.7f - 0.04f,
        0.2f * 2,
        0.4f * 2,
        0);
  }

  @Test
  void aHandThatPointsToTheLeftIsMeasuredAlongItself() {
    Landmarks hand = hand(0.6f, 0.5f, 0.4f, 0.5f, 0.5f);

    // 80 pixels long; shifted to the left by 8 of them.
    assertRegion(
        HandRegionRule.LEGACY.around(hand, WIDTH, HEIGHT),
        0.5f - 0.02f,
        0.5f,
        0.2f * 2,
        0.4f * 2,
        -HALF_PI);
  }

  @Test
  void aHandBeyondTheUpperLeftCornerReachesToIt() {
    Landmarks hand = hand(-0.1f, -0.1f, -0.1f, -0.5f, -0.2f);

    Region region = HandRegionRule.LEGACY.around(hand, WIDTH, HEIGHT);

    // About the middle of a box whose far corner is 0, 0; the points themselves lie 80 pixels high
    // on its one side.
    assertThat(region.rotation()).isZero();
    assertThat(region.centerX()).isEqualTo(-0.05f + -0.025f, within(1e-6f));
    assertThat(region.width() * WIDTH).isEqualTo(region.height() * HEIGHT, within(1e-4f));
    assertThat(region.height()).isEqualTo(0.4f * 2, within(1e-6f));
  }

  @Test
  void regionsAreSquareInPixels() {
    Landmarks hand = hand(0.2f, 0.3f, 0.5f, 0.6f, 0.4f);

    Region region = HandRegionRule.LEGACY.around(hand, WIDTH, HEIGHT);

    assertThat(region.width() * WIDTH).isEqualTo(region.height() * HEIGHT, within(1e-3f));
  }

  private static void assertRegion(
      Region region, float x, float y, float width, float height, float rotation) {
    assertThat(region.centerX()).isEqualTo(x, within(1e-5f));
    assertThat(region.centerY()).isEqualTo(y, within(1e-5f));
    assertThat(region.width()).isEqualTo(width, within(1e-5f));
    assertThat(region.height()).isEqualTo(height, within(1e-5f));
    assertThat(region.rotation()).isEqualTo(rotation, within(1e-5f));
  }

  private static Detection palm(
      Box box, float wristX, float wristY, float knuckleX, float knuckleY) {
    List<Point> points =
        new ArrayList<>(Collections.nCopies(Detection.PALM_KEYPOINTS, new Point(wristX, wristY)));
    points.set(2, new Point(knuckleX, knuckleY));
    return new Detection(0.9f, box, points);
  }

  /** A hand whose wrist is at one place, all knuckles at another, and all tips elsewhere. */
  private static Landmarks hand(
      float wristX, float wristY, float knucklesX, float knucklesY, float others) {
    float[] values = new float[3 * Landmarks.HAND_POINTS];
    for (int i = 0; i < Landmarks.HAND_POINTS; i++) {
      boolean isKnuckle = i > 4 && (i % 4 == 1 || i % 4 == 2);
      boolean isThumb = i >= 1 && i <= 3;
      boolean isPalm = i == 0 || isThumb;
      values[3 * i] = isPalm ? wristX : isKnuckle ? knucklesX : others;
      values[3 * i + 1] = isPalm ? wristY : isKnuckle ? knucklesY : others;
    }
    return Landmarks.wrap(values);
  }
}
