package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FaceMeshOptionsTest {
  private final FaceMeshOptions defaults = FaceMeshOptions.defaults();

  @Test
  void noFaceToSeekIsRefused() {
    assertThatThrownBy(() -> defaults.withMaxFaces(0))
        .hasMessage("max faces: 0 (expected: at least 1)");
  }

  @Test
  void confidencesOutsideZeroToOneAreRefused() {
    assertThatThrownBy(() -> defaults.withConfidences(1.01, 0.5)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> defaults.withConfidences(0.5, -0.01)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> defaults.withConfidences(Double.NaN, 0.5))
        .hasMessageContaining("0 to 1");
  }
}
