package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CameraRateTest {

  private static final long START = 1_700_000_000_000_000L;

  private long debtUntil = -1;

  @Test
  void withoutALimitEveryFrameIsTaken() {
    CameraRate rate = new CameraRate(0);

    assertThat(rate.debtUntil(-1, START)).hasValue(-1);
    assertThat(taken(rate, 1_000, 0)).isEqualTo(1_000);
  }

  @Test
  void aCameraAtTheLimitLosesNothingEvenIfItsFramesComeInBursts() {
    CameraRate rate = new CameraRate(25);

    for (int second = 0; second < 100; second++) {
      for (int frame = 0; frame < 25; frame++) {
        assertThat(take(rate, START + second * 1_000_000L)).isTrue();
      }
    }
  }

  @Test
  void aCameraAboveTheLimitIsCutToIt() {
    CameraRate rate = new CameraRate(10);

    // At 1000 a second: a second's worth at once, and then ten a second.
    assertThat(taken(rate, 60_000, 1_000)).isBetween(605, 610);
  }

  @Test
  void aRateBelowOneASecondIsKept() {
    CameraRate rate = new CameraRate(0.1);

    assertThat(taken(rate, 600, 1_000_000)).isEqualTo(60);
  }

  @Test
  void aClockThatGoesBackAndOneThatJumpsAheadBeginWithoutDebt() {
    CameraRate rate = new CameraRate(1);

    assertThat(take(rate, START)).isTrue();
    assertThat(take(rate, START)).isFalse();
    assertThat(take(rate, START - 86_400_000_000L)).isTrue();
    assertThat(take(rate, START - 86_400_000_000L)).isFalse();
    assertThat(take(rate, Long.MAX_VALUE)).isTrue();
    assertThat(take(rate, Long.MAX_VALUE)).isFalse();
    assertThat(take(rate, -1)).isTrue();
  }

  private int taken(CameraRate rate, int frames, long microsApart) {
    int taken = 0;
    for (int i = 0; i < frames; i++) {
      if (take(rate, START + i * microsApart)) {
        taken++;
      }
    }
    return taken;
  }

  private boolean take(CameraRate rate, long atMicros) {
    OptionalLong debt = rate.debtUntil(debtUntil, atMicros);
    debt.ifPresent(until -> debtUntil = until);
    return debt.isPresent();
  }
}
