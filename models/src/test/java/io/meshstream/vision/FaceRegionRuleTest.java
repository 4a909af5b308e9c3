package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FaceRegionRuleTest {
  private static final RegionRule RULE = new FaceRegionRule(true);

  @Test
  void aDetectionGivesTheRegionOfTheWorkedExample() {
    JsonNode found = WorkedExample.at("/short_range_detector/detections_in_image/0");
    assertRegion(
        RULE.around(detection(found), 512, 512),
        WorkedExample.region("/roi_from_detection/square_long_true"));
  }

  @Test
  void theRegionIsSquareInPixelsOnAWidePicture() {
    JsonNode found =
        WorkedExample.at("/short_range_detector_letterboxed_512x400/detections_in_image/0");
    Region region = RULE.around(detection(found), 512, 400);

    assertRegion(
        region, WorkedExample.region("/short_range_detector_letterboxed_512x400/roi_square_long"));
    assertThat(region.width() * 512).isCloseTo(region.height() * 400, within(1e-3f));
  }

  @Test
  void amongTasksADetectionsRegionHasTheShapeOfItsBox() {
    JsonNode found = WorkedExample.at("/short_range_detector/detections_in_image/0");
    Detection detection = detection(found);
    Region region = new FaceRegionRule(false).around(detection, 512, 400);

    assertThat(region.width()).isEqualTo(detection.box().width() * 1.5f);
    assertThat(region.height()).isEqualTo(detection.box().height() * 1.5f);
  }

  @Test
  void landmarksGiveTheNextRegionOfTheWorkedExample() {
    JsonNode points = WorkedExample.at("/face_landmark_2021_10/frame0/landmarks");
    float[] values = new float[3 * points.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) points.get(i / 3).get(i % 3).asDouble();
    }
    assertRegion(
        RULE.around(Landmarks.wrap(values), 512, 512),
        WorkedExample.region("/face_landmark_2021_10/frame0/next_roi"));
  }

  @Test
  void aFaceBeyondTheTopLeftCornerReachesToTheEdge() {
    float[] values = new float[3 * 468];
    Arrays.fill(values, -0.5f);
    Region region = RULE.around(Landmarks.wrap(values), 100, 100);

    assertThat(region.centerX()).isEqualTo(-0.25f);
    assertThat(region.width()).isCloseTo(0.75f, within(1e-6f));
  }

  private static Detection detection(JsonNode found) {
    return new Detection(
        (float) found.get("score").asDouble(),
        WorkedExample.box(found),
        WorkedExample.points(found.get("keypoints")));
  }

  private static void assertRegion(Region actual, Region expected) {
    assertThat(actual.centerX()).isCloseTo(expected.centerX(), within(2e-6f));
    assertThat(actual.centerY()).isCloseTo(expected.centerY(), within(2e-6f));
    assertThat(actual.width()).isCloseTo(expected.width(), within(3e-6f));
    assertThat(actual.height()).isCloseTo(expected.height(), within(3e-6f));
    assertThat(actual.rotation()).isCloseTo(expected.rotation(), within(2e-5f));
  }
}
