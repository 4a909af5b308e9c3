package io.meshstream.vision.activity;

import static io.meshstream.vision.activity.Watched.OPEN_EYES;
import static io.meshstream.vision.activity.Watched.SHUT_MOUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.signals.FaceSignals;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceActivityTest {

  private final Watched face = new Watched();

  @Test
  void aFaceThatLooksAndIsSilentDoesNothing() {
    face.show(120, 25, seconds -> 0.3 + 0.02 * Math.sin(3 * seconds), SHUT_MOUTH);

    assertThat(face.events()).isEmpty();
    assertThat(face.state().ended()).isEmpty();
  }

  // -------------------------------------------------------------------------- blinks

  @ParameterizedTest
  @ValueSource(doubles = {10, 15, 25, 30, 60, 120})
  void aBlinkIsToldAtAnyRateOfFrames(double rate) {
    face.show(5, rate, closedFor(2.003, 0.2), SHUT_MOUTH);

    assertThat(face.events()).hasSize(1);
    assertThat(seconds(face.events().get(0), "BLINK")).isEqualTo(0.2, within(1 / rate));
  }

  @ParameterizedTest
  @CsvSource({"0.04, 0", "0.06, 1", "0.48, 1", "0.52, 0", "3, 0"})
  void aBlinkLastsFrom50To500Milliseconds(double seconds, int blinks) {
    face.show(8, 100, closedFor(2.003, seconds), SHUT_MOUTH);

    assertThat(face.events()).hasSize(blinks).allMatch(event -> event.startsWith("BLINK"));
  }

  @ParameterizedTest
  @CsvSource({"0.16, 0", "0.14, 1"})
  void eyesAreClosedBelowHalfOfWhatIsUsual(double openness, int blinks) {
    face.show(5, 50, seconds -> 0.3, SHUT_MOUTH)
        .show(3, 50, seconds -> seconds > 1 && seconds < 1.2 ? openness : 0.3, SHUT_MOUTH);

    assertThat(face.events()).hasSize(blinks);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.22, 0.3, 0.45, 0.6})
  void whatIsUsualIsThatOfThePersonWhoeverBlinksMuch(double usual) {
    DoubleUnaryOperator eyes = seconds -> seconds % 2 < 0.15 ? 0.3 * usual : usual;
    face.show(61, 30, eyes, SHUT_MOUTH);

    assertThat(face.events()).hasSizeBetween(29, 31).allMatch(event -> event.startsWith("BLINK"));
  }

  @Test
  void oneEyeAloneIsNoBlink() {
    FaceActivity state = FaceActivity.none();
    for (int frame = 0; frame < 200; frame++) {
      float right = frame % 50 < 5 ? 0.05f : 0.3f;
      ActivityStep step = state.next(40_000L * frame, Optional.of(signals(0.3f, right, 0)));
      assertThat(step.events()).isEmpty();
      state = step.state();
    }
  }

  @Test
  void eyesThatTrembleAtTheLimitBlinkOnce() {
    face.show(5, 50, OPEN_EYES, SHUT_MOUTH)
        .show(
            1,
            50,
            seconds -> seconds > 0.3 && seconds < 0.6 ? 0.15 + 0.02 * Math.sin(100 * seconds) : 0.3,
            SHUT_MOUTH);

    assertThat(face.events()).hasSize(1);
  }

  @Test
  void whatAGapHidesIsNoBlink() {
    face.show(5, 25, closedFor(4.9, 9), SHUT_MOUTH).pass(1.2).show(2, 25, OPEN_EYES, SHUT_MOUTH);

    assertThat(face.events()).isEmpty();
  }

  // -------------------------------------------------------------------------- yawns

  @ParameterizedTest
  @CsvSource({"1.4, 0", "1.6, 1", "4, 1"})
  void aYawnHoldsTheMouthOpenForASecondAndAHalf(double seconds, int yawns) {
    face.show(10, 25, OPEN_EYES, wideFor(2, seconds));

    assertThat(face.events()).hasSize(yawns);
    if (yawns > 0) {
      assertThat(seconds(face.events().get(0), "YAWN")).isEqualTo(seconds, within(0.05));
    }
  }

  @Test
  void aMouthThatIsOpenButNotWideDoesNotYawn() {
    face.show(10, 25, OPEN_EYES, seconds -> 0.55);

    assertThat(face.events()).isEmpty();
  }

  @Test
  void aYawnThatAHandCoversEndsWithTheLastThatIsSeenOfIt() {
    face.show(4, 25, OPEN_EYES, wideFor(2, 9)).showNothing(0.5).showNothing(0.6);

    assertThat(face.events()).containsExactly("YAWN 2.0");
  }

  // -------------------------------------------------------------------------- speaking

  @ParameterizedTest
  @ValueSource(doubles = {15, 25, 30, 50, 60})
  void whoOpensAndClosesTheMouthAFewTimesASecondSpeaks(double rate) {
    for (double hertz : new double[] {2.3, 3, 4, 5, 6}) {
      Watched speaker = new Watched();
      speaker
          .show(3, rate, OPEN_EYES, SHUT_MOUTH)
          .show(6, rate, OPEN_EYES, speech(hertz, 0.15))
          .show(4, rate, OPEN_EYES, SHUT_MOUTH);

      assertThat(speaker.events()).hasSize(2);
      assertThat(speaker.events().get(0)).isEqualTo("SPEAKING_STARTED");
      assertThat(seconds(speaker.events().get(1), "SPEAKING_ENDED")).isEqualTo(6, within(1.2));
    }
  }

  @Test
  void aPauseBetweenWordsDoesNotEndSpeaking() {
    face.show(3, 30, OPEN_EYES, speech(4, 0.15))
        .show(0.6, 30, OPEN_EYES, SHUT_MOUTH)
        .show(3, 30, OPEN_EYES, speech(4, 0.15));

    assertThat(face.events()).containsExactly("SPEAKING_STARTED");
    assertThat(face.state().ended()).extracting(Watched::text).hasSize(1);
    assertThat(face.state().ended().get(0).kind()).isEqualTo(ActivityKind.SPEAKING_ENDED);
  }

  @Test
  void whoYawnsOrTremblesDoesNotSpeak() {
    face.show(20, 30, OPEN_EYES, seconds -> 0.8 * Math.max(0, Math.sin(2 * Math.PI * seconds / 8)))
        .show(20, 30, OPEN_EYES, speech(4, 0.03));

    assertThat(face.events()).isNotEmpty().allMatch(event -> event.startsWith("YAWN"));
  }

  @Test
  void speakingEndsOnceTheMouthIsNotSeenForASecond() {
    face.show(4, 30, OPEN_EYES, speech(4, 0.15)).showNothing(0.9);
    assertThat(face.events()).containsExactly("SPEAKING_STARTED");

    face.showNothing(0.2);

    assertThat(face.events()).hasSize(2);
    assertThat(face.events().get(1)).startsWith("SPEAKING_ENDED");
  }

  @Test
  void whatAFaceDoesThatIsTurnedAwayIsNotSeen() {
    for (int frame = 0; frame < 500; frame++) {
      face.pass(0.04).show(frame % 25 < 5 ? 0.05 : 0.3, frame % 6 < 3 ? 0 : 0.3, 0.6);
    }

    assertThat(face.events()).isEmpty();
    assertThat(face.state()).isEqualTo(FaceActivity.none());
  }

  // -------------------------------------------------------------------------- drowsiness

  @ParameterizedTest
  @CsvSource({"0.12, 0", "0.18, 1", "0.6, 1"})
  void drowsyIsWhoseEyesAreClosedForASixthOfAMinute(double share, int events) {
    face.show(90, 20, seconds -> seconds % 5 < 5 * share ? 0.05 : 0.3, SHUT_MOUTH);

    assertThat(drowsiness()).hasSize(events).allMatch("DROWSINESS_STARTED"::equals);
  }

  @Test
  void drowsinessEndsOnceTheMinuteIsBetter() {
    face.show(60, 20, seconds -> seconds % 5 < 1 ? 0.05 : 0.3, SHUT_MOUTH)
        .show(60, 20, OPEN_EYES, SHUT_MOUTH);

    List<String> events = drowsiness();
    assertThat(events).hasSize(2);
    assertThat(events.get(0)).isEqualTo("DROWSINESS_STARTED");
    assertThat(seconds(events.get(1), "DROWSINESS_ENDED")).isBetween(45.0, 65.0);
  }

  @Test
  void itSaysWhatShareOfTheTimeTheEyesWereClosed() {
    FaceActivity state = FaceActivity.none();
    List<ActivityEvent> events = new ArrayList<>();
    for (int frame = 0; frame < 1500; frame++) {
      float eyes = frame % 100 < 25 ? 0.05f : 0.3f;
      ActivityStep step = state.next(40_000L * frame, Optional.of(signals(eyes, eyes, 0)));
      events.addAll(step.events());
      state = step.state();
    }

    assertThat(events).hasSize(1);
    assertThat(events.get(0).perclos().orElseThrow()).isBetween(0.2f, 0.3f);
    assertThat(events.get(0).durationMicros()).isEmpty();
  }

  @Test
  void halfAMinuteMustHaveBeenSeen() {
    face.show(29, 20, seconds -> seconds % 5 < 2 ? 0.05 : 0.3, SHUT_MOUTH);
    assertThat(drowsiness()).isEmpty();

    face.show(4, 20, seconds -> seconds % 5 < 2 ? 0.05 : 0.3, SHUT_MOUTH);
    assertThat(drowsiness()).containsExactly("DROWSINESS_STARTED");
  }

  @Test
  void whoIsAsleepFromTheBeginningIsDrowsy() {
    face.show(40, 20, seconds -> 0.07, SHUT_MOUTH);

    assertThat(drowsiness()).containsExactly("DROWSINESS_STARTED");
  }

  @Test
  void aGapCountsNeitherAsOpenNorAsClosed() {
    face.show(40, 20, seconds -> seconds % 5 < 1 ? 0.05 : 0.3, SHUT_MOUTH);
    assertThat(drowsiness()).containsExactly("DROWSINESS_STARTED");

    face.pass(15).show(2, 20, OPEN_EYES, SHUT_MOUTH);
    assertThat(drowsiness()).hasSize(1);

    face.pass(70).show(2, 20, OPEN_EYES, SHUT_MOUTH);
    assertThat(drowsiness()).hasSize(2);
  }

  // -------------------------------------------------------------------------- time and state

  @Test
  void aClockThatGoesBackBeginsAnew() {
    face.show(60, 20, seconds -> seconds % 5 < 1 ? 0.05 : 0.3, speech(4, 0.15));
    face.pass(-3600).show(0.3, 0.1, 1);

    assertThat(face.events()).anyMatch(event -> event.startsWith("SPEAKING_ENDED"));
    assertThat(face.events()).anyMatch(event -> event.startsWith("DROWSINESS_ENDED"));
    assertThat(face.state().ended()).isEmpty();
  }

  @Test
  void framesWithoutATimeOrWithThatOfTheLastChangeNothing() {
    FaceActivity state = FaceActivity.none().next(5, Optional.of(signals(0.3f, 0.3f, 0))).state();

    assertThat(state.next(-1, Optional.of(signals(0, 0, 1)))).isEqualTo(unchanged(state));
    assertThat(state.next(5, Optional.of(signals(0, 0, 1)))).isEqualTo(unchanged(state));
    assertThat(state.next(6, Optional.empty())).isEqualTo(unchanged(state));
  }

  @Test
  void timesAtTheEndOfWhatALongHoldsAreTimesAsWell() {
    FaceActivity state = FaceActivity.none();
    long last = Long.MAX_VALUE;
    for (long micros : new long[] {0, last - 400_000, last - 200_000, last}) {
      state = state.next(micros, Optional.of(signals(0.01f, 0.01f, 1))).state();
    }

    assertThat(FaceActivity.of(state.bytes())).isEqualTo(state);
  }

  @Test
  void itTakesLessThan400BytesWhateverHappens() {
    face.show(300, 60, seconds -> seconds % 5 < 1 ? 0.05 : 0.3, speech(4, 0.3));

    assertThat(face.state().bytes().remaining()).isEqualTo(FaceActivity.BYTES).isLessThan(400);
  }

  @Test
  void bytesOfAnotherVersionAreAsIfNothingWereKnown() {
    byte[] other = new byte[FaceActivity.BYTES];
    other[0] = 2;

    assertThat(FaceActivity.of(ByteBuffer.wrap(other))).isEqualTo(FaceActivity.none());
    assertThat(FaceActivity.of(ByteBuffer.wrap(new byte[3]))).isEqualTo(FaceActivity.none());
    assertThat(FaceActivity.of(ByteBuffer.allocate(0))).isEqualTo(FaceActivity.none());
  }

  /** Whatever is shown, and wherever the state is stored and read again in between. */
  @Test
  void aStateThatWasStoredGoesOnToTheBit() {
    for (long seed = 0; seed < 40; seed++) {
      Watched straight = new Watched();
      Watched restored = new Watched();
      SplittableRandom random = new SplittableRandom(seed);
      SplittableRandom stops = new SplittableRandom(~seed);
      double eyes = 0.3;
      for (int frame = 0; frame < 2500; frame++) {
        eyes = random.nextInt(8) == 0 ? random.nextDouble(0.4) : eyes;
        double mouth = random.nextDouble(1);
        double pause =
            random.nextInt(300) == 0 ? random.nextDouble(30) - 1 : random.nextDouble(0.08);
        double frontalness = random.nextInt(50) == 0 ? 0.5 : 1;
        for (Watched face : List.of(straight, restored)) {
          face.pass(pause).show(eyes, mouth, frontalness);
        }
        if (stops.nextInt(20) == 0) {
          restored.restore();
        }
      }
      assertThat(straight.events()).hasSizeGreaterThan(10);
      assertThat(restored.events()).isEqualTo(straight.events());
      assertThat(restored.state()).isEqualTo(straight.state());
    }
  }

  private List<String> drowsiness() {
    return face.events().stream().filter(event -> event.startsWith("DROWSINESS")).toList();
  }

  private static ActivityStep unchanged(FaceActivity state) {
    return new ActivityStep(state, List.of());
  }

  private static FaceSignals signals(float left, float right, float mouth) {
    return new FaceSignals(left, right, mouth, 1, 200, Optional.empty());
  }

  private static DoubleUnaryOperator closedFor(double from, double length) {
    return seconds -> seconds >= from && seconds < from + length ? 0.05 : 0.3;
  }

  private static DoubleUnaryOperator wideFor(double from, double length) {
    return seconds -> seconds >= from && seconds < from + length ? 0.8 : 0.05;
  }

  private static DoubleUnaryOperator speech(double hertz, double amplitude) {
    return seconds -> 0.2 + amplitude * Math.sin(2 * Math.PI * hertz * seconds);
  }

  private static double seconds(String event, String kind) {
    assertThat(event).startsWith(kind + " ");
    return Double.parseDouble(event.substring(kind.length() + 1));
  }
}
