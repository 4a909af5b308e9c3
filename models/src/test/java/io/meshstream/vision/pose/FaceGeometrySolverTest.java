package io.meshstream.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaceGeometrySolverTest {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final PerspectiveCamera CAMERA = PerspectiveCamera.mediaPipe();

  private final FaceGeometrySolver solver = new FaceGeometrySolver(CAMERA);
  private final Random random = new Random(63);

  @Test
  void theCanonicalHeadIsFoundWhereItIs() {
    for (int i = 0; i < 200; i++) {
      PosedFace face = PosedFace.random(random);

      float[] found = solve(face).pose().toArray();

      float[] expected = PoseMatrix.of(face.pose()).toArray();
      for (int at = 0; at < expected.length; at++) {
        assertThat(found[at])
            .as("element %d of %s", at, face)
            .isCloseTo(expected[at], within(1e-3f));
      }
    }
  }

  @Test
  void theAnglesOfAHeadAreThoseItWasTurnedBy() {
    for (int yaw = -60; yaw <= 60; yaw += 15) {
      for (int pitch = -45; pitch <= 45; pitch += 15) {
        for (int roll = -165; roll <= 180; roll += 15) {
          HeadPose pose = solve(PosedFace.at(yaw, pitch, roll, 3, -2, -50)).pose().headPose();

          assertThat(pose.yaw()).isCloseTo(yaw, within(0.01f));
          assertThat(pose.pitch()).isCloseTo(pitch, within(0.01f));
          assertThat(Math.IEEEremainder(pose.roll() - roll, 360)).isCloseTo(0, within(0.01));
          assertThat(pose.x()).isCloseTo(3, within(0.01f));
          assertThat(pose.y()).isCloseTo(-2, within(0.01f));
          assertThat(pose.z()).isCloseTo(-50, within(0.01f));
        }
      }
    }
  }

  @Test
  void theMeshOfTheCanonicalHeadIsTheCanonicalHead() {
    MetricMesh mesh = solve(PosedFace.at(25, -10, 5, 4, 3, -60)).mesh();

    for (int i = 0; i < mesh.count(); i++) {
      CanonicalPoint point = CanonicalFace.points().get(i);
      assertThat(mesh.x(i)).isCloseTo(point.x(), within(2e-3f));
      assertThat(mesh.y(i)).isCloseTo(point.y(), within(2e-3f));
      assertThat(mesh.z(i)).isCloseTo(point.z(), within(2e-3f));
    }
  }

  @Test
  void aPosedMeshIsSeenWhereTheLandmarksAre() {
    Landmarks landmarks = shaken(PosedFace.random(random).seenBy(CAMERA, WIDTH, HEIGHT));
    MetricFace face = solver.solve(landmarks, WIDTH, HEIGHT).orElseThrow();
    PoseMatrix pose = face.pose();
    MetricMesh mesh = face.mesh();
    double screenHeight = CAMERA.heightAtOne();

    for (int i = 0; i < mesh.count(); i++) {
      double depth = -row(pose, 2, mesh, i);
      double x = row(pose, 0, mesh, i) / depth / (screenHeight * WIDTH / HEIGHT) + 0.5;
      double y = 0.5 - row(pose, 1, mesh, i) / depth / screenHeight;
      assertThat(x).isCloseTo(landmarks.x(i), within(1e-5));
      assertThat(y).isCloseTo(landmarks.y(i), within(1e-5));
    }
  }

  @Test
  void aFaceThatTurnsItsLeftSideAwayLooksToItsLeft() {
    Landmarks ahead = PosedFace.at(0, 0, 0, 0, 0, -40).seenBy(CAMERA, WIDTH, HEIGHT);
    Landmarks turned = PosedFace.at(30, 0, 0, 0, 0, -40).seenBy(CAMERA, WIDTH, HEIGHT);
    Landmarks raised = PosedFace.at(0, 30, 0, 0, 0, -40).seenBy(CAMERA, WIDTH, HEIGHT);
    Landmarks tilted = PosedFace.at(0, 0, 30, 0, 0, -40).seenBy(CAMERA, WIDTH, HEIGHT);
    int nose = 4;
    int leftEye = 263;

    assertThat(turned.x(nose)).as("the nose moves to the right").isGreaterThan(ahead.x(nose));
    assertThat(raised.y(nose)).as("the nose moves up").isLessThan(ahead.y(nose));
    assertThat(tilted.y(leftEye)).as("the eye on the right goes up").isLessThan(ahead.y(leftEye));
  }

  @Test
  void aWiderAngleOfViewBringsTheFaceNearer() {
    Landmarks landmarks = PosedFace.at(0, 0, 0, 0, 0, -50).seenBy(CAMERA, WIDTH, HEIGHT);
    FaceGeometrySolver wide = new FaceGeometrySolver(new PerspectiveCamera(90));

    float distance = -wide.solve(landmarks, WIDTH, HEIGHT).orElseThrow().pose().headPose().z();

    assertThat(distance).isBetween(25f, 40f);
  }

  @Test
  void irisesCountForNothing() {
    Landmarks landmarks = PosedFace.random(random).seenBy(CAMERA, WIDTH, HEIGHT);
    float[] withIrises = Arrays.copyOf(landmarks.toArray(), 3 * 478);

    assertThat(pose(Landmarks.wrap(withIrises))).isEqualTo(pose(landmarks));
  }

  @Test
  void whatIsNoFaceHasNoPlace() {
    float[] point = new float[3 * 468];
    Arrays.fill(point, 0.5f);
    float[] broken = PosedFace.random(random).seenBy(CAMERA, WIDTH, HEIGHT).toArray();
    broken[3 * 33] = Float.NaN;
    float[] far = PosedFace.random(random).seenBy(CAMERA, WIDTH, HEIGHT).toArray();
    far[3 * 33 + 2] = Float.POSITIVE_INFINITY;

    assertThat(solver.solve(Landmarks.none(), WIDTH, HEIGHT)).isEmpty();
    assertThat(solver.solve(Landmarks.wrap(point), WIDTH, HEIGHT)).isEmpty();
    assertThat(solver.solve(Landmarks.wrap(broken), WIDTH, HEIGHT)).isEmpty();
    assertThat(solver.solve(Landmarks.wrap(far), WIDTH, HEIGHT)).isEmpty();
  }

  @Test
  void anAngleOfViewThatNoCameraHasIsRefused() {
    assertThatThrownBy(() -> new PerspectiveCamera(0))
        .hasMessage(
            "camera field of view: 0.0 (expected: 1 to 179 degrees, between the upper and lower edge)");
    assertThatThrownBy(() -> new PerspectiveCamera(Double.NaN)).hasMessageContaining("1 to 179");
  }

  private MetricFace solve(PosedFace face) {
    return solver.solve(face.seenBy(CAMERA, WIDTH, HEIGHT), WIDTH, HEIGHT).orElseThrow();
  }

  private PoseMatrix pose(Landmarks landmarks) {
    return solver.solve(landmarks, WIDTH, HEIGHT).orElseThrow().pose();
  }

  private Landmarks shaken(Landmarks landmarks) {
    float[] values = landmarks.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.01f * (float) random.nextGaussian();
    }
    return Landmarks.wrap(values);
  }

  private static double row(PoseMatrix pose, int row, MetricMesh mesh, int i) {
    return (double) pose.get(row, 0) * mesh.x(i)
        + (double) pose.get(row, 1) * mesh.y(i)
        + (double) pose.get(row, 2) * mesh.z(i)
        + pose.get(row, 3);
  }
}
