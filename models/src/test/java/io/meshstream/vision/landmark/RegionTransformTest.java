package io.meshstream.vision.landmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.WorkedExample;
import io.meshstream.vision.topology.RefinedRegion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionTransformTest {
  /** Where the points of a crop lie is counted in the pixels of the picture's crop. */
  private static final float CROP_SIDE = 64;

  private static final float SIDE = 192;

  @ParameterizedTest
  @EnumSource
  void theCropIsHalfAsLargeAgainAsTheRegionThatItIsCentredOn(RefinedRegion region) {
    float[] mesh = upright();
    RegionTransform transform = RegionTransform.over(mesh, region);

    float xMin = Float.MAX_VALUE;
    float xMax = -Float.MAX_VALUE;
    float yMin = Float.MAX_VALUE;
    float yMax = -Float.MAX_VALUE;
    for (int i = 0; i < region.count(); i++) {
      xMin = Math.min(xMin, mesh[3 * region.landmark(i)]);
      xMax = Math.max(xMax, mesh[3 * region.landmark(i)]);
      yMin = Math.min(yMin, mesh[3 * region.landmark(i) + 1]);
      yMax = Math.max(yMax, mesh[3 * region.landmark(i) + 1]);
    }
    float width = transform.pictureX(CROP_SIDE, 0) - transform.pictureX(0, 0);
    float height = transform.pictureY(0, CROP_SIDE) - transform.pictureY(0, 0);
    assertThat(width).isCloseTo(1.5f * (xMax - xMin), within(1e-3f));
    assertThat(height).isCloseTo(1.5f * (yMax - yMin), within(1e-3f));
    assertThat(transform.pictureX(CROP_SIDE / 2, CROP_SIDE / 2))
        .isCloseTo((xMin + xMax) / 2, within(1e-3f));
    assertThat(transform.pictureY(CROP_SIDE / 2, CROP_SIDE / 2))
        .isCloseTo((yMin + yMax) / 2, within(1e-3f));
  }

  /** However the head is turned, the model sees eyes and lips level. */
  @ParameterizedTest
  @EnumSource
  void theCropTurnsWithTheFace(RefinedRegion region) {
    RegionTransform upright = RegionTransform.over(upright(), region);
    for (double angle = -3; angle <= 3; angle += 0.5) {
      RegionTransform turned = RegionTransform.over(turned(upright(), angle), region);
      for (float[] point : new float[][] {{0, 0}, {CROP_SIDE, 0}, {0, CROP_SIDE}, {20, 30}}) {
        float x = upright.pictureX(point[0], point[1]) - SIDE / 2;
        float y = upright.pictureY(point[0], point[1]) - SIDE / 2;
        assertThat(turned.pictureX(point[0], point[1]))
            .isCloseTo(
                (float) (x * Math.cos(angle) - y * Math.sin(angle)) + SIDE / 2, within(2e-3f));
        assertThat(turned.pictureY(point[0], point[1]))
            .isCloseTo(
                (float) (x * Math.sin(angle) + y * Math.cos(angle)) + SIDE / 2, within(2e-3f));
      }
    }
  }

  @Test
  void theTableHasTheLandmarksThatTheModelHasPointsFor() {
    assertThat(RefinedRegion.LIPS.count()).isEqualTo(80);
    assertThat(RefinedRegion.RIGHT_EYE.count()).isEqualTo(71);
    assertThat(RefinedRegion.LEFT_EYE.count()).isEqualTo(71);
  }

  /** The worked example's mesh, with lips and eyes level on their own. */
  private static float[] upright() {
    var points = WorkedExample.at("/face_landmark_with_attention/frame0/landmarks");
    float[] mesh = new float[3 * 468];
    for (int i = 0; i < mesh.length; i++) {
      mesh[i] = (float) points.get(i / 3).get(i % 3).asDouble() * SIDE;
    }
    for (RefinedRegion region : RefinedRegion.values()) {
      mesh[3 * region.rightmost() + 1] = mesh[3 * region.leftmost() + 1];
    }
    return mesh;
  }

  private static float[] turned(float[] mesh, double angle) {
    float[] turned = mesh.clone();
    for (int i = 0; i < mesh.length; i += 3) {
      float x = mesh[i] - SIDE / 2;
      float y = mesh[i + 1] - SIDE / 2;
      turned[i] = (float) (x * Math.cos(angle) - y * Math.sin(angle)) + SIDE / 2;
      turned[i + 1] = (float) (x * Math.sin(angle) + y * Math.cos(angle)) + SIDE / 2;
    }
    return turned;
  }
}
