package io.meshstream.vision.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.geometry.Landmarks;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals of a face whose lids, lips, eyes and head have been moved by known amounts. */
class FaceSignalsTest {

  private static final PosedFace FRONTAL = PosedFace.frontal();

  @Test
  void anEyeIsAsOpenAsItsLidsAreApart() {
    assertGrows(lids -> FRONTAL.withLids(lids), face -> EyeOpenness.left(face.mesh()));
    assertGrows(lids -> FRONTAL.withLids(lids), face -> EyeOpenness.right(face.mesh()));
    assertThat(EyeOpenness.left(FRONTAL.withLids(0).mesh())).isLessThan(0.1);
    assertThat(EyeOpenness.left(FRONTAL.mesh()))
        .isEqualTo(EyeOpenness.right(FRONTAL.mesh()), within(1e-3))
        .isBetween(0.2, 0.4);
  }

  @Test
  void aMouthIsAsOpenAsItsLipsAreApart() {
    assertGrows(jaw -> FRONTAL.withJaw(jaw), face -> MouthOpenness.of(face.mesh()));
    assertThat(MouthOpenness.of(FRONTAL.mesh())).isLessThan(0.15);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-30, -15, 15, 30})
  void howFarEyesAndMouthAreOpenDependsLittleOnTheHead(double degrees) {
    PosedFace open = FRONTAL.withJaw(1.5);
    for (PosedFace turned :
        List.of(
            open.turned(degrees, 0, 0),
            open.turned(0, degrees, 0),
            open.turned(0, 0, degrees),
            open.at(degrees / 2, 80))) {
      assertThat(EyeOpenness.left(turned.mesh()))
          .isCloseTo(EyeOpenness.left(open.mesh()), Percentage.withPercentage(10));
      assertThat(MouthOpenness.of(turned.mesh()))
          .isCloseTo(MouthOpenness.of(open.mesh()), Percentage.withPercentage(10));
    }
  }

  @Test
  void thePicturesShapeChangesNothing() {
    PosedFace wide = FRONTAL.withJaw(1).in(1920, 480);
    FaceSignals signals = signals(FRONTAL.withJaw(1));

    FaceSignals ofWide = signals(wide);

    assertThat(ofWide.eyeOpennessLeft()).isEqualTo(signals.eyeOpennessLeft(), within(1e-4f));
    assertThat(ofWide.mouthOpenness()).isEqualTo(signals.mouthOpenness(), within(1e-4f));
    assertThat(ofWide.faceSize()).isEqualTo(signals.faceSize(), within(0.1f));
    assertThat(ofWide.frontalness()).isEqualTo(signals.frontalness(), within(1e-3f));
    assertThat(ofWide.gazeZone()).isEqualTo(signals.gazeZone());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 10, 20, 30, 40, 50, 60})
  void frontalnessIsTheCosineOfTheTurn(double degrees) {
    double cosine = Math.cos(Math.toRadians(degrees));

    assertThat(Frontalness.of(FRONTAL.turned(degrees, 0, 0).pose())).isEqualTo(cosine, within(.03));
    assertThat(Frontalness.of(FRONTAL.turned(0, -degrees, 0).pose()))
        .isEqualTo(cosine, within(0.03));
    assertThat(Frontalness.of(FRONTAL.turned(0, 0, degrees).pose())).isEqualTo(1, within(0.03));
  }

  @Test
  void aFaceAtTheSideOfThePictureIsFrontalIfItPointsAtTheCamera() {
    double away = Math.toDegrees(Math.atan2(20, 50));

    assertThat(Frontalness.of(FRONTAL.at(20, 50).turned(-away, 0, 0).pose())).isGreaterThan(0.99);
    assertThat(Frontalness.of(FRONTAL.at(20, 50).pose())).isLessThan(0.95);
  }

  @Test
  void aFaceIsLargerTheNearerItIs() {
    assertGrows(near -> FRONTAL.at(0, 100 - 40 * near), face -> FaceSize.of(face.mesh()));
    double size = FaceSize.of(FRONTAL.mesh());
    assertThat(FaceSize.of(FRONTAL.in(1280, 960).mesh()))
        .isCloseTo(2 * size, Percentage.withPercentage(0.1));
    assertThat(FaceSize.of(FRONTAL.turned(40, 0, 20).mesh()))
        .isCloseTo(size, Percentage.withPercentage(10));
  }

  @ParameterizedTest
  @CsvSource({
    "-25, 20, UP_RIGHT", "0, 20, UP", "25, 20, UP_LEFT",
    "-25, 0, RIGHT", "0, 0, CENTER", "25, 0, LEFT",
    "-25, -20, DOWN_RIGHT", "0, -20, DOWN", "25, -20, DOWN_LEFT"
  })
  void irisesTellWhereEyesLook(double left, double up, GazeZone zone) {
    PosedFace face = FRONTAL.looking(left, up);

    assertThat(gaze(face)).isEqualTo(zone);
    assertThat(gaze(face.in(480, 640))).isEqualTo(zone);
    assertThat(gaze(face.turned(0, 0, 30))).isEqualTo(zone);
  }

  @Test
  void theGazeStaysOnTheCameraWhileTheHeadTurns() {
    for (double yaw = -30; yaw <= 30; yaw += 10) {
      assertThat(gaze(FRONTAL.turned(yaw, 0, 0))).isEqualTo(GazeZone.CENTER);
    }
  }

  @Test
  void theGazeIsThatOfTheHeadWhereItIsTurnedTooFarForIrises() {
    assertThat(gaze(FRONTAL.turned(60, 0, 0))).isEqualTo(GazeZone.LEFT);
    assertThat(gaze(FRONTAL.turned(-60, 0, 0))).isEqualTo(GazeZone.RIGHT);
    assertThat(gaze(FRONTAL.turned(0, -55, 0))).isEqualTo(GazeZone.DOWN);
  }

  @Test
  void eyesThatWanderFromSideToSidePassTheZonesInTheirOrder() {
    List<GazeZone> order = List.of(GazeZone.RIGHT, GazeZone.CENTER, GazeZone.LEFT);
    int before = 0;
    for (double left = -40; left <= 40; left += 2) {
      int now = order.indexOf(gaze(FRONTAL.looking(left, 0)));
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
    assertThat(before).isEqualTo(2);
  }

  @Test
  void nobodyKnowsWhereClosedEyesOrEyesWithoutIrisesLook() {
    PosedFace closed = FRONTAL.withLids(0.1);

    assertThat(Gaze.of(closed.withIrises(), closed.pose())).isEmpty();
    assertThat(Gaze.of(FRONTAL.mesh(), FRONTAL.pose())).isEmpty();
  }

  @Test
  void landmarksThatAreNoNumbersGiveNoSignals() {
    float[] values = FRONTAL.withIrises().landmarks().toArray();
    values[3 * Eye.LEFT.outer()] = Float.NaN;
    float[] compact = new float[values.length];
    Arrays.fill(compact, 0.5f);

    assertThat(FaceSignals.of(points(values), FRONTAL.pose())).isEmpty();
    assertThat(FaceSignals.of(points(compact), FRONTAL.pose())).isEmpty();
  }

  @Test
  void fewerPointsAreNoFace() {
    assertThat(FacePoints.areMesh(Landmarks.none())).isFalse();
    assertThatThrownBy(() -> new FacePoints(Landmarks.none(), 640, 480))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("landmarks: 0 points (expected: 468 or more)");
  }

  private static void assertGrows(
      DoubleFunction<PosedFace> faces, ToDoubleFunction<PosedFace> signal) {
    double before = signal.applyAsDouble(faces.apply(0));
    for (double amount = 0.1; amount < 1.5; amount += 0.1) {
      double now = signal.applyAsDouble(faces.apply(amount));
      assertThat(now).isGreaterThan(before);
      before = now;
    }
  }

  private static GazeZone gaze(PosedFace face) {
    return Gaze.of(face.withIrises(), face.pose()).orElseThrow();
  }

  private static FaceSignals signals(PosedFace face) {
    return FaceSignals.of(face.withIrises(), face.pose()).orElseThrow();
  }

  private static FacePoints points(float[] values) {
    return new FacePoints(Landmarks.wrap(values), 640, 480);
  }
}
