package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.frames.TopicPosition;
import org.junit.jupiter.api.Test;

class ArrivalTimesTest {

  private final ArrivalTimes arrivals = new ArrivalTimes();

  @Test
  void tellsWhenAFrameWasReadAsExactlyAsItSays() {
    for (long offset = 0; offset < 1_000; offset++) {
      arrivals.note(new TopicPosition(3, offset), 40 * offset);
    }

    for (long offset = 0; offset < 1_000; offset++) {
      assertThat(arrivals.at(new TopicPosition(3, offset)).orElseThrow())
          .isBetween(40 * offset - ArrivalTimes.INTERVAL_MILLIS, 40 * offset);
    }
  }

  @Test
  void aFrameThatWasNotReadYetHasNoTime() {
    arrivals.note(new TopicPosition(3, 10), 500);

    assertThat(arrivals.at(new TopicPosition(3, 11))).isEmpty();
    assertThat(arrivals.at(new TopicPosition(4, 1))).isEmpty();
  }

  @Test
  void aFrameOlderThanAllThatIsKnownCameThenAtTheLatest() {
    arrivals.note(new TopicPosition(3, 10), 500);

    assertThat(arrivals.at(new TopicPosition(3, 2))).hasValue(500);
  }

  @Test
  void keepsNoMoreThanItMay() {
    long interval = ArrivalTimes.INTERVAL_MILLIS;
    for (long offset = 0; offset < ArrivalTimes.MAX_PLACES + 5; offset++) {
      arrivals.note(new TopicPosition(3, offset), interval * offset);
    }

    assertThat(arrivals.at(new TopicPosition(3, 0))).hasValue(5 * interval);
  }
}
