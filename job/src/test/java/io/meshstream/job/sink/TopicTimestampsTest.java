package io.meshstream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.testing.ManualClock;
import org.junit.jupiter.api.Test;

class TopicTimestampsTest {

  private static final long MINUTE = 60_000;
  private static final long NOW = 1_700_000_000_000L;

  private final ManualClock clock = new ManualClock(NOW);

  @Test
  void kafkasDefaultsAcceptAnyPastAndAnHourOfTheFutureButForAMargin() {
    assertThat(accepts(TopicTimestamps.DEFAULTS, 0)).isTrue();
    assertThat(accepts(TopicTimestamps.DEFAULTS, NOW + 55 * MINUTE)).isTrue();
    assertThat(accepts(TopicTimestamps.DEFAULTS, NOW + 55 * MINUTE + 1)).isFalse();
    assertThat(accepts(TopicTimestamps.DEFAULTS, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aPastThatIsTooLongAgoIsNotAccepted() {
    TopicTimestamps day = new TopicTimestamps(24 * 60 * MINUTE, Long.MAX_VALUE);

    assertThat(accepts(day, NOW - (24 * 60 - 5) * MINUTE)).isTrue();
    assertThat(accepts(day, NOW - (24 * 60 - 5) * MINUTE - 1)).isFalse();
    assertThat(accepts(day, Long.MAX_VALUE)).isTrue();
  }

  @Test
  void ofShortLimitsHalfIsUsed() {
    TopicTimestamps second = new TopicTimestamps(1_000, 1_000);

    assertThat(accepts(second, NOW - 500)).isTrue();
    assertThat(accepts(second, NOW - 501)).isFalse();
    assertThat(accepts(second, NOW + 500)).isTrue();
    assertThat(accepts(second, NOW + 501)).isFalse();
    assertThat(accepts(new TopicTimestamps(0, 0), NOW)).isTrue();
  }

  private boolean accepts(TopicTimestamps timestamps, long millis) {
    return timestamps.accept(millis, clock);
  }
}
