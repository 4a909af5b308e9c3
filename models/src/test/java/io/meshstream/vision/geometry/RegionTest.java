package io.meshstream.vision.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegionTest {

  @Test
  void aRegionOverlapsItselfWholly() {
    Region region = new Region(0.3f, 0.4f, 0.2f, 0.1f, 1);
    assertThat(region.overlap(region)).isCloseTo(1, within(1e-6f));
  }

  @Test
  void halfShiftedSquaresShareAThird() {
    Region left = new Region(0.5f, 0.5f, 0.2f, 0.2f, 0);
    Region right = new Region(0.6f, 0.5f, 0.2f, 0.2f, 0);
    assertThat(left.overlap(right)).isCloseTo(1 / 3f, within(1e-6f));
  }

  @Test
  void rotationDoesNotChangeTheOverlap() {
    Region level = new Region(0.5f, 0.5f, 0.2f, 0.2f, 0);
    Region turned = new Region(0.5f, 0.5f, 0.2f, 0.2f, 0.7f);
    assertThat(level.overlap(turned)).isCloseTo(1, within(1e-6f));
  }

  @Test
  void touchingSeparateAndEmptyBoxesDoNotOverlap() {
    Box box = new Box(0, 0, 1, 1);
    assertThat(box.overlap(new Box(1, 0, 2, 1))).isZero();
    assertThat(box.overlap(new Box(3, 3, 4, 4))).isZero();
    assertThat(box.overlap(new Box(1, 1, 0, 0))).isZero();
    Box point = new Box(0, 0, 0, 0);
    assertThat(point.overlap(point)).isZero();
  }

  @Test
  void landmarksKeepTheirOwnCopy() {
    float[] values = {1, 2, 3, 4, 5, 6};
    Landmarks landmarks = Landmarks.copyOf(values);
    values[0] = 9;
    landmarks.toArray()[1] = 9;
    assertThat(landmarks.count()).isEqualTo(2);
    assertThat(landmarks.x(0)).isEqualTo(1);
    assertThat(landmarks.y(0)).isEqualTo(2);
    assertThat(landmarks.z(1)).isEqualTo(6);
    assertThat(landmarks).isEqualTo(Landmarks.copyOf(new float[] {1, 2, 3, 4, 5, 6}));
  }

  @Test
  void landmarksWithoutAWholeNumberOfPointsAreRefused() {
    assertThatThrownBy(() -> Landmarks.copyOf(new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiple of 3");
  }
}
