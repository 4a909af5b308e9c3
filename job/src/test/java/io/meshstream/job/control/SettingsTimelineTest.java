package io.meshstream.job.control;

import static io.meshstream.job.control.ControlRecords.config;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SettingsTimelineTest {

  @Test
  void aFrameFollowsTheLastRecordThatHoldsFromATimeNotAfterItsCapture() {
    SettingsTimeline timeline = timeline(null, 100L, 200L);

    assertThat(offsetAt(timeline, 99)).isZero();
    assertThat(offsetAt(timeline, 100)).isEqualTo(1);
    assertThat(offsetAt(timeline, 199)).isEqualTo(1);
    assertThat(offsetAt(timeline, 200)).isEqualTo(2);
  }

  @Test
  void aRecordFromNoTimeReplacesAllBeforeIt() {
    SettingsTimeline timeline = timeline(100L, 200L, null);

    assertThat(timeline.versions()).hasSize(1);
    assertThat(offsetAt(timeline, 0)).isEqualTo(2);
    assertThat(offsetAt(timeline, 300)).isEqualTo(2);
  }

  @Test
  void aLaterRecordFromAnEarlierTimeReplacesThoseFromThenOn() {
    SettingsTimeline timeline = timeline(100L, 200L, 300L, 200L);

    assertThat(timeline.versions()).hasSize(2);
    assertThat(offsetAt(timeline, 199)).isZero();
    assertThat(offsetAt(timeline, 300)).isEqualTo(3);
  }

  @Test
  void aFrameBeforeAllOfThemFollowsNone() {
    assertThat(timeline(100L).at(99)).isEmpty();
  }

  @Test
  void aFrameOfUnknownTimeFollowsOnlyWhatHoldsFromNoTime() {
    assertThat(timeline(0L).at(-1)).isEmpty();
    assertThat(offsetAt(timeline(null, 0L), -1)).isZero();
  }

  @Test
  void theChangesThatAreStillToComeAreBounded() {
    SettingsTimeline timeline = timeline(LongStream.range(0, 100).boxed().toArray(Long[]::new));

    assertThat(timeline.versions()).hasSize(SettingsTimeline.MAX_VERSIONS);
    assertThat(offsetAt(timeline, 100)).isEqualTo(99);
  }

  private static long offsetAt(SettingsTimeline timeline, long capturedAtMicros) {
    return timeline.at(capturedAtMicros).orElseThrow().offset();
  }

  /** Records from these times on, with offsets from 0. */
  private static SettingsTimeline timeline(Long... from) {
    SettingsTimeline timeline = SettingsTimeline.empty();
    for (int i = 0; i < from.length; i++) {
      timeline =
          timeline.with(
              new SettingsTimeline.Version(
                  i, config("cam").setFromCapturedAtMicros(from[i]).build()));
    }
    return timeline;
  }
}
