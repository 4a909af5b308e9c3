package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HandOptionsTest {
  private static final HandOptions DEFAULTS = HandOptions.defaults();

  @Test
  void theDefaultsAreMediaPipes() {
    assertThat(DEFAULTS.model()).isEqualTo(HandModel.FULL);
    assertThat(DEFAULTS.rules()).isEqualTo(HandRules.LEGACY);
    assertThat(DEFAULTS.maxHands()).isEqualTo(2);
    assertThat(DEFAULTS.seekEvery()).isEqualTo(1);
    assertThat(DEFAULTS.seekEveryWhileTracking()).isEqualTo(1);
    assertThat(DEFAULTS.enabled()).isFalse();
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> DEFAULTS.withMaxHands(0)).hasMessageContaining("max hands: 0");
    assertThatThrownBy(() -> DEFAULTS.withConfidences(1.5, 0.5))
        .hasMessageContaining("min hand detection confidence: 1.5");
    assertThatThrownBy(() -> DEFAULTS.withConfidences(0.5, -1))
        .hasMessageContaining("min hand tracking confidence: -1");
    assertThatThrownBy(() -> DEFAULTS.withSeekEvery(0, 1)).hasMessageContaining("seek every: 0");
    assertThatThrownBy(() -> DEFAULTS.withSeekEvery(1, 10_001))
        .hasMessageContaining("seek every while tracking: 10001");
  }

  @Test
  void aStateThatCountsTooFarSaysTheMost() {
    assertThat(new HandState(List.of(), 1, List.of(), Integer.MAX_VALUE).framesSincePalms())
        .isEqualTo(HandOptions.MOST_SEEK_EVERY);
    assertThat(new HandState(List.of(), 1, List.of(), -7).framesSincePalms())
        .isEqualTo(HandState.NEVER);
  }
}
