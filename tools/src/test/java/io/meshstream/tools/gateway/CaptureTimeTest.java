package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CaptureTimeTest {

  private static final Instant TAKEN = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final OptionalLong MOMENT = OptionalLong.of(5_000_000_000L);

  private final List<String> complaints = new ArrayList<>();
  private final CaptureTime time =
      new CaptureTime("rtsp://cam", CaptureTime.Source.CAMERA, complaints::add);

  @Test
  void itIsTheArrivalUntilTheCameraSays() {
    assertThat(time.of(MOMENT, TAKEN)).isEqualTo(TAKEN);
    time.sender(OptionalLong.empty(), MOMENT);
    assertThat(time.of(MOMENT, TAKEN)).isEqualTo(TAKEN);
  }

  @Test
  void itIsWhenTheCameraSays() {
    time.sender(micros(TAKEN), MOMENT);

    assertThat(time.of(MOMENT, TAKEN.plusMillis(300))).isEqualTo(TAKEN);
    assertThat(time.of(OptionalLong.of(5_040_000_000L), TAKEN.plusMillis(340)))
        .isEqualTo(TAKEN.plusMillis(40));
    assertThat(time.of(OptionalLong.empty(), TAKEN)).isEqualTo(TAKEN);
    assertThat(complaints).isEmpty();
  }

  @Test
  void noPictureIsTakenAfterItHasArrived() {
    time.sender(micros(TAKEN.plusMillis(1_500)), MOMENT);

    assertThat(time.of(MOMENT, TAKEN)).isEqualTo(TAKEN);
    assertThat(complaints).isEmpty();
  }

  @Test
  void aClockThatIsWrongIsNotBelievedUntilItIsRight() {
    for (Duration error : List.of(Duration.ofHours(-1), Duration.ofDays(400))) {
      time.sender(micros(TAKEN.plus(error)), MOMENT);
      assertThat(time.of(MOMENT, TAKEN)).isEqualTo(TAKEN);
    }
    assertThat(complaints)
        .containsExactly(
            "rtsp://cam: its clock is 3600.0 s slow (expected: at most 2 s); its frames have the"
                + " time of their arrival until it is set right");

    time.sender(micros(TAKEN), MOMENT);
    assertThat(time.of(MOMENT, TAKEN.plusMillis(100))).isEqualTo(TAKEN);
  }

  @Test
  void itIsTheArrivalWhereThatIsWanted() {
    CaptureTime arrival =
        new CaptureTime("rtsp://cam", CaptureTime.Source.ARRIVAL, complaints::add);
    arrival.sender(micros(TAKEN), MOMENT);

    assertThat(arrival.of(MOMENT, TAKEN.plusMillis(300))).isEqualTo(TAKEN.plusMillis(300));
  }

  private static OptionalLong micros(Instant time) {
    return OptionalLong.of(time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
  }
}
