package io.meshstream.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.face.geometry.Region;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssociationTest {
  private static final Candidate LEFT = detected(0.2f);
  private static final Candidate RIGHT = detected(0.8f);
  private static final Candidate TRACKED = tracked(7, 0.21f);

  @Test
  void aTrackedFaceWinsOverItsNewDetection() {
    assertThat(Association.merge(List.of(LEFT), List.of(TRACKED))).containsExactly(TRACKED);
  }

  @Test
  void newFacesComeFirst() {
    assertThat(Association.merge(List.of(LEFT, RIGHT), List.of(TRACKED)))
        .containsExactly(RIGHT, TRACKED);
  }

  @Test
  void ofTwoTrackedFacesThatDriftTogetherTheLaterStays() {
    Candidate other = tracked(8, 0.22f);
    assertThat(Association.merge(List.of(), List.of(TRACKED, other))).containsExactly(other);
  }

  @Test
  void apartNothingIsMerged() {
    assertThat(Association.merge(List.of(RIGHT), List.of(TRACKED))).containsExactly(RIGHT, TRACKED);
  }

  private static Candidate detected(float x) {
    return Candidate.detected(new Region(x, 0.5f, 0.2f, 0.2f, 0));
  }

  private static Candidate tracked(long id, float x) {
    return Candidate.tracked(new TrackedFace(id, new Region(x, 0.5f, 0.2f, 0.2f, 0)));
  }
}
