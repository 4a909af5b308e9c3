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

  private final List<String> warnings = new ArrayList<>();
  private final CaptureTime time =
      new CaptureTime("rtsp://cam", CaptureTime.Source.CAMERA, warnings::add);

  @Test
  void itIsTheArrivalUntilTheCameraSays() {
    assertThat(time.of(OptionalLong.empty(), MOMENT, TAKEN)).isEqualTo(TAKEN);
  }

  @Test
  void itIsWhenTheCameraSays() {
    assertThat(time.of(zero(TAKEN), MOMENT, TAKEN.plusMillis(300))).isEqualTo(TAKEN);
    assertThat(time.of(zero(TAKEN), OptionalLong.of(5_040_000_000L), TAKEN.plusMillis(340)))
        .isEqualTo(TAKEN.plusMillis(40));
    assertThat(time.of(zero(TAKEN), OptionalLong.empty(), TAKEN)).isEqualTo(TAKEN);
    assertThat(warnings).isEmpty();
  }

  @Test
  void noPictureIsTakenAfterItHasArrived() {
    assertThat(time.of(zero(TAKEN.plusMillis(1_500)), MOMENT, TAKEN)).isEqualTo(TAKEN);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aClockThatIsWrongIsNotBelievedUntilItIsRight() {
    for (Duration error : List.of(Duration.ofHours(-1), Duration.ofDays(400))) {
      assertThat(time.of(zero(TAKEN.plus(error)), MOMENT, TAKEN)).isEqualTo(TAKEN);
    }
    assertThat(warnings)
        .containsExactly(
            "rtsp://cam: its clock is 3600.0 s slow (expected: at most 2 s); its frames have the"
                + " time of their arrival until it is set right");

    assertThat(time.of(zero(TAKEN), MOMENT, TAKEN.plusMillis(100))).isEqualTo(TAKEN);
  }

  @Test
  void itIsTheArrivalWhereThatIsWanted() {
    CaptureTime arrival = new CaptureTime("rtsp://cam", CaptureTime.Source.ARRIVAL, warnings::add);

    assertThat(arrival.of(zero(TAKEN), MOMENT, TAKEN.plusMillis(300)))
        .isEqualTo(TAKEN.plusMillis(300));
  }

  /** The camera's clock at the stream's moment 0 if it is this one at the moment. */
  private static OptionalLong zero(Instant atMoment) {
    Instant zero = atMoment.minusNanos(MOMENT.getAsLong());
    return OptionalLong.of(zero.getEpochSecond() * 1_000_000 + zero.getNano() / 1000);
  }
}
