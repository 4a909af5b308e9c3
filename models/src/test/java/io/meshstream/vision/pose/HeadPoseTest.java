package io.meshstream.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HeadPoseTest {

  @Test
  void aHeadThatLooksStraightUpHasAYawAndNoRoll() {
    HeadPose up = pose(20, 90, 0);
    HeadPose down = pose(-20, -90, 0);

    assertThat(up.pitch()).isCloseTo(90, within(0.01f));
    assertThat(up.yaw()).isCloseTo(20, within(0.01f));
    assertThat(up.roll()).isZero();
    assertThat(down.pitch()).isCloseTo(-90, within(0.01f));
    assertThat(down.yaw()).isCloseTo(-20, within(0.01f));
    assertThat(down.roll()).isZero();
  }

  @Test
  void aHeadThatLooksAwayHasItsAnglesToo() {
    HeadPose away = pose(-170, 10, -150);

    assertThat(away.yaw()).isCloseTo(-170, within(0.01f));
    assertThat(away.pitch()).isCloseTo(10, within(0.01f));
    assertThat(away.roll()).isCloseTo(-150, within(0.01f));
  }

  @Test
  void theScaleOfAHeadTurnsNothing() {
    Similarity pose = PosedFace.at(10, 20, 30, 1, 2, -3).pose();
    Similarity larger = new Similarity(pose.rotation(), 1.1, 1, 2, -3);

    HeadPose found = PoseMatrix.of(larger).headPose();

    assertThat(found.yaw()).isCloseTo(10, within(1e-4f));
    assertThat(found.pitch()).isCloseTo(20, within(1e-4f));
    assertThat(found.roll()).isCloseTo(30, within(1e-4f));
    assertThat(found)
        .extracting(HeadPose::x, HeadPose::y, HeadPose::z)
        .containsExactly(1f, 2f, -3f);
  }

  private static HeadPose pose(double yaw, double pitch, double roll) {
    return PoseMatrix.of(PosedFace.at(yaw, pitch, roll, 0, 0, -50).pose()).headPose();
  }
}
