package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.testing.TestingRecords;
import org.junit.jupiter.api.Test;

class LatenessTest {

  private static final long HOUR = 3_600_000;
  private static final long INTERVAL = 100;

  private final Lateness lateness = new Lateness();

  private long now = 50_000;

  @Test
  void nothingIsSaidBeforeTheFirstRecord() {
    assertThat(lateness.behindMillis()).isEmpty();
  }

  @Test
  void aRecordThatComesLongAfterItsFrameIsBehind() {
    record(now - 20, now, now + 18_000);

    assertThat(lateness.behindMillis()).hasValue(18_000);
  }

  @Test
  void aClockThatIsWrongByHoursDoesNotCount() {
    for (long wrong : new long[] {-HOUR, HOUR}) {
      record(now + wrong, now, now + 30);
      record(now + INTERVAL + wrong, now + INTERVAL, now + INTERVAL + 30);

      assertThat(lateness.behindMillis()).hasValue(30);
      now += HOUR;
    }
  }

  @Test
  void framesThatComeEverLaterAreBehindWhateverTheClockSays() {
    for (int frame = 0; frame < 100; frame++) {
      long captured = now + INTERVAL * frame;
      long delay = 90L * frame;
      record(captured - HOUR, captured + delay, captured + delay + 30);
    }

    assertThat(lateness.behindMillis()).hasValue(30 + 90 * 99);
  }

  @Test
  void aClockThatIsSetBackBeginsAnew() {
    record(now, now, now + 30);
    record(now + INTERVAL - HOUR, now + INTERVAL, now + INTERVAL + 30);

    assertThat(lateness.behindMillis()).hasValue(30);
  }

  @Test
  void aCameraThatStartsAnewBeginsAnew() {
    record(now - 10_000, now, now + 30);
    lateness.record(at(now + INTERVAL - 9_000, 2), now + INTERVAL, now + INTERVAL + 30);

    assertThat(lateness.behindMillis()).hasValue(30);
  }

  @Test
  void aWayThatIsLongerForGoodIsNotLateForEver() {
    record(now, now, now);
    long end = now + 2 * Lateness.WINDOW_MILLIS + INTERVAL;
    for (; now < end; now += INTERVAL) {
      record(now - 5_000, now, now);
    }

    assertThat(lateness.behindMillis()).hasValue(0);
  }

  private void record(long capturedMillis, long frameMillis, long recordMillis) {
    lateness.record(at(capturedMillis, 1), frameMillis, recordMillis);
  }

  private static FrameLandmarks at(long capturedMillis, long epoch) {
    return FrameLandmarks.newBuilder(TestingRecords.record("cam", 1))
        .setEpoch(epoch)
        .setCapturedAtMicros(1_000 * capturedMillis)
        .build();
  }
}
