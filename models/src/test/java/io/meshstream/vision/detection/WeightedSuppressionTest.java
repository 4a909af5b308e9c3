package io.meshstream.vision.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedSuppressionTest {
  private final WeightedSuppression suppression = new WeightedSuppression(0.3f);

  @Test
  void equalBoxesBecomeOneWithTheBestScore() {
    Box box = new Box(0.1f, 0.1f, 0.3f, 0.3f);
    List<Detection> merged =
        suppression.apply(
            List.of(detection(0.6f, box), detection(0.9f, box), detection(0.7f, box)));

    assertThat(merged).hasSize(1);
    assertThat(merged.get(0).score()).isEqualTo(0.9f);
    assertThat(merged.get(0).box().xMin()).isCloseTo(0.1f, within(1e-6f));
    assertThat(merged.get(0).box().yMax()).isCloseTo(0.3f, within(1e-6f));
  }

  @Test
  void overlappingBoxesAndKeypointsAreAveragedByScore() {
    Detection strong = detection(0.9f, new Box(0, 0, 0.4f, 0.4f));
    Detection weak = detection(0.6f, new Box(0.1f, 0, 0.5f, 0.4f));
    Detection merged = suppression.apply(List.of(weak, strong)).get(0);

    assertThat(merged.box().xMin()).isCloseTo(0.1f * 0.6f / 1.5f, within(1e-6f));
    assertThat(merged.rightEye().x()).isCloseTo(0.1f * 0.6f / 1.5f, within(1e-6f));
  }

  @Test
  void separateFacesStayApartBestFirst() {
    Detection weak = detection(0.6f, new Box(0, 0, 0.1f, 0.1f));
    Detection strong = detection(0.9f, new Box(0.5f, 0.5f, 0.6f, 0.6f));

    assertThat(suppression.apply(List.of(weak, strong)))
        .extracting(Detection::score)
        .containsExactly(0.9f, 0.6f);
  }

  @Test
  void membersAreComparedWithTheSeedsOwnBoxNotWithTheMean() {
    Detection seed = detection(0.9f, new Box(0, 0, 0.4f, 0.4f));
    Detection near = detection(0.8f, new Box(0.2f, 0, 0.6f, 0.4f));
    Detection far = detection(0.7f, new Box(0.3f, 0, 0.7f, 0.4f));

    assertThat(suppression.apply(List.of(seed, near, far))).hasSize(2);
  }

  @Test
  void aBoxWithoutAreaEndsTheRounds() {
    Detection empty = detection(0.9f, new Box(0.5f, 0.5f, 0.5f, 0.5f));
    Detection face = detection(0.8f, new Box(0, 0, 0.4f, 0.4f));

    assertThat(suppression.apply(List.of(empty, face))).containsExactly(empty);
  }

  @Test
  void nothingStaysNothing() {
    assertThat(suppression.apply(List.of())).isEmpty();
  }

  private static Detection detection(float score, Box box) {
    Point corner = new Point(box.xMin(), box.yMin());
    return new Detection(score, box, Collections.nCopies(Detection.FACE_KEYPOINTS, corner));
  }
}
