package io.meshstream.tools.events;

import static io.meshstream.schemas.testing.TestingEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EventKind;
import org.junit.jupiter.api.Test;

class EventLineTest {

  @Test
  void aFaceThatLeftSaysHowLongItWasThere() {
    assertThat(
            EventLine.of(
                event("hall", EventKind.FACE_LEFT, 9)
                    .setTrackId(42L)
                    .setTrackFrames(250L)
                    .setTrackMicros(9_960_000L)
                    .build()))
        .isEqualTo("2026-01-01T00:00:00.123456Z  hall  3/9  FACE_LEFT  #42  250 frames  9.960 s");
  }

  @Test
  void whatAFaceDidSaysForHowLong() {
    assertThat(
            EventLine.of(
                event("hall", EventKind.DROWSINESS_ENDED, 9)
                    .setTrackId(42L)
                    .setDurationMicros(61_040_000L)
                    .setPerclos(0.09375f)
                    .build()))
        .isEqualTo(
            "2026-01-01T00:00:00.123456Z  hall  3/9  DROWSINESS_ENDED  #42  61.040 s  PERCLOS 0.094");
  }

  @Test
  void whatHasNoFrameHasNeitherTimeNorNumber() {
    assertThat(
            EventLine.of(
                event("*", EventKind.SETTINGS_REFUSED, -1)
                    .setEpoch(-1)
                    .setMessage("maxFaces: 0 (expected: 1 to 64)")
                    .build()))
        .isEqualTo("-  *  -  SETTINGS_REFUSED  maxFaces: 0 (expected: 1 to 64)");
  }

  @Test
  void whatStrangersWriteDoesNotReachTheTerminal() {
    assertThat(
            EventLine.of(
                event("a\u001b[2J", EventKind.STARTED, 0).setMessage("b\u001b[2J\nc").build()))
        .doesNotContain("\u001b", "\n");
  }
}
