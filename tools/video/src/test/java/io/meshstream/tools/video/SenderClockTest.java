package io.meshstream.tools.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SenderClockTest {

  private static final OptionalLong NONE = OptionalLong.empty();
  private static final long BEGIN = 1_700_000_000_000_000L;
  private static final long FRAME = 40_000;

  private final SenderClock clock = new SenderClock();

  @Test
  void knowsNothingWithoutReports() {
    clock.picture(NONE, NONE, OptionalLong.of(0));

    assertThat(clock.atZero()).isEmpty();
  }

  @Test
  void followsReportsThatComeWithTheirPicture() {
    for (int i = 0; i < 100; i++) {
      // One of its clocks is slow by a thousandth.
      long said = BEGIN + i * (FRAME + 40);
      clock.picture(OptionalLong.of(BEGIN), OptionalLong.of(said), OptionalLong.of(i * FRAME));

      assertThat(clock.atZero()).hasValue(BEGIN + i * 40L);
    }
  }

  @Test
  void followsReportsThatComeWithThePictureBefore() {
    clock.picture(OptionalLong.of(BEGIN), OptionalLong.of(BEGIN + FRAME), NONE);
    for (int i = 1; i < 100; i++) {
      long next = BEGIN + (i + 1) * (FRAME + 40);
      clock.picture(OptionalLong.of(BEGIN), OptionalLong.of(next), OptionalLong.of(i * FRAME));

      assertThat(clock.atZero().orElseThrow()).isBetween(BEGIN, BEGIN + i * 40L);
    }
    assertThat(clock.atZero()).hasValue(BEGIN + 99 * 40L);
  }

  @Test
  void keepsWhatItKnowsWhereNothingIsSaid() {
    clock.picture(OptionalLong.of(BEGIN), NONE, OptionalLong.of(FRAME));
    clock.picture(OptionalLong.of(BEGIN), NONE, NONE);

    assertThat(clock.atZero()).hasValue(BEGIN);
  }
}
