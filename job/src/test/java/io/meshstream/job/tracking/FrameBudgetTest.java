package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.FreshnessSettings;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.testing.ManualClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameBudgetTest {

  private static final long NOW_MICROS = 1_700_000_000_000_000L;

  private final ManualClock clock = new ManualClock(NOW_MICROS / 1000);

  @Test
  void withoutLimitsNothingIsShed() {
    FrameBudget budget = budget(Duration.ZERO, 0);

    assertThat(budget.shedding(captured(0), 1_000)).isEmpty();
  }

  @Test
  void aFrameMayBeAsOldAsTheLimitAndNoOlder() {
    FrameBudget budget = budget(Duration.ofMillis(200), 0);

    assertThat(reason(budget, captured(NOW_MICROS - 200_000), 0)).isEmpty();
    assertThat(reason(budget, captured(NOW_MICROS - 200_001), 0)).contains(ShedReason.TOO_OLD);
  }

  @Test
  void theAgeIsThatAtTheMomentOfAsking() {
    FrameBudget budget = budget(Duration.ofMillis(200), 0);
    FrameHeader frame = captured(NOW_MICROS);
    assertThat(budget.isWithinAge(frame)).isTrue();

    clock.set(NOW_MICROS / 1000 + 201);

    assertThat(budget.isWithinAge(frame)).isFalse();
  }

  @Test
  void aFrameFromTheFutureOrOfUnknownTimeIsNotTooOld() {
    FrameBudget budget = budget(Duration.ofMillis(200), 0);

    assertThat(budget.isWithinAge(captured(Long.MAX_VALUE))).isTrue();
    assertThat(budget.isWithinAge(captured(-1))).isTrue();
    assertThat(budget.isWithinAge(captured(Long.MIN_VALUE))).isTrue();
  }

  @Test
  void ofAQueueThatIsFullTheOldestIsShed() {
    FrameBudget budget = budget(Duration.ZERO, 2);

    assertThat(reason(budget, captured(0), 1)).isEmpty();
    assertThat(reason(budget, captured(0), 2)).contains(ShedReason.QUEUE_FULL);
  }

  @Test
  void theMessageHoldsNoTimeOfTheJobsClock() {
    FrameBudget budget = budget(Duration.ofMillis(200), 0);
    Optional<Shedding> first = budget.shedding(captured(5), 0);
    clock.set(clock.millis() + 1);

    assertThat(budget.shedding(captured(5), 0)).isEqualTo(first);
    assertThat(first.orElseThrow().message())
        .isEqualTo("captured at 5 us (expected: at most freshness.max-age = 200 ms ago)");
  }

  private FrameBudget budget(Duration maxAge, int maxQueue) {
    return new FrameBudget(new FreshnessSettings(maxAge, maxQueue, 0), clock);
  }

  private static Optional<ShedReason> reason(FrameBudget budget, FrameHeader frame, int behind) {
    return budget.shedding(frame, behind).map(Shedding::reason);
  }

  private static FrameHeader captured(long micros) {
    return new FrameHeader("cam", 0, 0, micros);
  }
}
