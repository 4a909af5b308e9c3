package io.meshstream.vision.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnchorsTest {

  @Test
  void theShortRangeDetectorHasTwoAnchorsACellThenSix() {
    Anchors anchors = Anchors.shortRange();

    assertThat(anchors.count()).isEqualTo(896);
    assertCenter(anchors, 0, 0.03125f, 0.03125f);
    assertCenter(anchors, 1, 0.03125f, 0.03125f);
    assertCenter(anchors, 2, 0.09375f, 0.03125f);
    assertCenter(anchors, 143, 7.5f / 16, 4.5f / 16);
    assertCenter(anchors, 511, 15.5f / 16, 15.5f / 16);
    assertCenter(anchors, 512, 0.0625f, 0.0625f);
    assertCenter(anchors, 517, 0.0625f, 0.0625f);
    assertCenter(anchors, 518, 0.1875f, 0.0625f);
    assertCenter(anchors, 895, 0.9375f, 0.9375f);
  }

  @Test
  void theFullRangeDetectorHasOneAnchorACell() {
    Anchors anchors = Anchors.fullRange();

    assertThat(anchors.count()).isEqualTo(2304);
    assertCenter(anchors, 0, 0.010416667f, 0.010416667f);
    assertCenter(anchors, 49, 1.5f / 48, 1.5f / 48);
    assertCenter(anchors, 2303, 47.5f / 48, 47.5f / 48);
  }

  @Test
  void thePalmDetectorHasTwoAnchorsACellThenSix() {
    Anchors anchors = Anchors.palms();

    assertThat(anchors.count()).isEqualTo(2016);
    assertCenter(anchors, 0, 0.5f / 24, 0.5f / 24);
    assertCenter(anchors, (7 * 24 + 5) * 2 + 1, 5.5f / 24, 7.5f / 24);
    assertCenter(anchors, 1151, 23.5f / 24, 23.5f / 24);
    assertCenter(anchors, 1152, 0.5f / 12, 0.5f / 12);
    assertCenter(anchors, 1152 + (3 * 12 + 4) * 6 + 5, 4.5f / 12, 3.5f / 12);
    assertCenter(anchors, 2015, 11.5f / 12, 11.5f / 12);
  }

  private static void assertCenter(Anchors anchors, int index, float x, float y) {
    assertThat(anchors.x(index)).isEqualTo(x);
    assertThat(anchors.y(index)).isEqualTo(y);
  }
}
