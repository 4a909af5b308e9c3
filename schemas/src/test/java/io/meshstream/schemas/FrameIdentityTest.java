package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameIdentityTest {

  @Test
  void aFrameAndItsLandmarksHaveTheSameIdentity() {
    assertThat(FrameIdentity.of(Samples.encodedFrame()))
        .isEqualTo(FrameIdentity.of(Samples.frameLandmarks()))
        .isEqualTo(new FrameIdentity("hall-é", 3, 4_294_967_296L));
  }

  @Test
  void thePlaceOnTheTopicIsNoPartOfTheIdentity() {
    FrameLandmarks repeated =
        FrameLandmarks.newBuilder(Samples.frameLandmarks())
            .setSourcePartition(0)
            .setSourceOffset(0)
            .build();

    assertThat(FrameIdentity.of(repeated)).isEqualTo(FrameIdentity.of(Samples.frameLandmarks()));
  }

  @Test
  void cameraEpochAndSequenceAllMatter() {
    FrameIdentity identity = new FrameIdentity("a", 1, 2);

    assertThat(identity)
        .isNotEqualTo(new FrameIdentity("b", 1, 2))
        .isNotEqualTo(new FrameIdentity("a", 2, 2))
        .isNotEqualTo(new FrameIdentity("a", 1, 3));
    assertThatThrownBy(() -> new FrameIdentity(null, 1, 2))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("cameraId");
  }
}
