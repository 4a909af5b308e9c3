package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.geometry.Region;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskStateTest {
  private static final Duration TTL = Duration.ofSeconds(5);
  private static final List<Track> TRACKS =
      List.of(new Track(3, new Region(0.5f, 0.5f, 0.2f, 0.2f, 0)));
  private static final TaskState STATE = new TaskState(TRACKS, 4, 1_000_000);

  @Test
  void aStateIsOlderThanItsTimeToLiveOnlyOnceThatIsExceeded() {
    assertThat(STATE.isOlderThan(TTL, 6_000_000)).isFalse();
    assertThat(STATE.isOlderThan(TTL, 6_000_001)).isTrue();
  }

  @Test
  void aTimeToLiveOfZeroIsForEver() {
    assertThat(STATE.isOlderThan(Duration.ZERO, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aClockThatGoesBackSaysNothingAboutTheAge() {
    assertThat(STATE.isOlderThan(TTL, 0)).isFalse();
  }

  @Test
  void anUnknownTimeSaysNothingAboutTheAge() {
    assertThat(STATE.isOlderThan(TTL, -1)).isFalse();
    assertThat(new TaskState(TRACKS, 4, -1).isOlderThan(TTL, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void everyTimeBelowZeroIsTheUnknownOne() {
    assertThat(new TaskState(TRACKS, 4, Long.MIN_VALUE)).isEqualTo(new TaskState(TRACKS, 4, -1));
  }

  @Test
  void withoutTracksUsedIdsStayUsed() {
    assertThat(STATE.withoutTracks()).isEqualTo(new TaskState(List.of(), 4, 1_000_000));
  }
}
