package io.meshstream.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.topology.CanonicalFace;
import org.junit.jupiter.api.Test;

class RegionPosesTest {
  private static final PerspectiveCamera CAMERA = PerspectiveCamera.mediaPipe();

  private final RegionPoses ahead = regions(PosedFace.at(0, 0, 0, 0, 0, -50));

  @Test
  void theyLieOnTheFace() {
    assertPlace(ahead.noseTip(), 4);
    assertPlace(ahead.foreheadLeft(), 333);
    assertPlace(ahead.foreheadRight(), 104);
    assertThat(ahead.centre().get(0, 3)).isCloseTo(0, within(0.01f));
    assertThat(ahead.centre().get(2, 3)).isCloseTo(-50, within(0.01f));
  }

  @Test
  void theyLookOutOfTheFace() {
    assertThat(ahead.noseTip().get(2, 2)).isGreaterThan(0.9f);
    assertThat(ahead.foreheadLeft().get(0, 2)).as("to its left").isBetween(0.1f, 0.8f);
    assertThat(ahead.foreheadLeft().get(1, 2)).as("up").isBetween(0.1f, 0.8f);
    assertThat(ahead.foreheadRight().get(0, 2))
        .isCloseTo(-ahead.foreheadLeft().get(0, 2), within(0.01f));
    assertThat(ahead.foreheadLeft().get(1, 0)).as("x is level").isCloseTo(0, within(1e-3f));
    assertThat(ahead.foreheadLeft().get(1, 1)).as("y is up").isGreaterThan(0.7f);
  }

  @Test
  void theyTurnWithTheHead() {
    RegionPoses turned = regions(PosedFace.at(0, 0, 90, 0, 0, -50));

    assertThat(turned.foreheadLeft().get(0, 3))
        .isCloseTo(-ahead.foreheadLeft().get(1, 3), within(0.01f));
    assertThat(turned.foreheadLeft().get(1, 3))
        .isCloseTo(ahead.foreheadLeft().get(0, 3), within(0.01f));
    assertThat(turned.noseTip().get(1, 0)).as("its x goes up").isCloseTo(1, within(0.01f));
  }

  private static void assertPlace(PoseMatrix pose, int landmark) {
    assertThat(pose.get(0, 3)).isCloseTo(CanonicalFace.points().get(landmark).x(), within(0.01f));
    assertThat(pose.get(1, 3)).isCloseTo(CanonicalFace.points().get(landmark).y(), within(0.01f));
    assertThat(pose.get(2, 3))
        .isCloseTo(CanonicalFace.points().get(landmark).z() - 50, within(0.01f));
  }

  private static RegionPoses regions(PosedFace face) {
    Landmarks landmarks = face.seenBy(CAMERA, 640, 480);
    return new FaceGeometrySolver(CAMERA).solve(landmarks, 640, 480).orElseThrow().regionPoses();
  }
}
