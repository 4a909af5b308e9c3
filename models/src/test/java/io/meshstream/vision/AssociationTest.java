package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssociationTest {
  private static final Candidate LEFT = detected(0.2f);
  private static final Candidate RIGHT = detected(0.8f);
  private static final Candidate TRACKED = tracked(7, 0.21f);

  @Test
  void aTrackedFaceWinsOverItsNewDetectionAndKeepsWhatTheDetectorSaw() {
    List<Candidate> merged = Association.TRACKED_LAST.merge(List.of(LEFT), List.of(TRACKED), 1);

    assertThat(merged).containsExactly(TRACKED.confirmedBy(LEFT));
    assertThat(merged.get(0).region()).isEqualTo(TRACKED.region());
    assertThat(merged.get(0).detection()).isEqualTo(LEFT.detection());
  }

  @Test
  void newFacesComeFirst() {
    assertThat(Association.TRACKED_LAST.merge(List.of(LEFT, RIGHT), List.of(TRACKED), 2))
        .containsExactly(RIGHT, TRACKED.confirmedBy(LEFT));
  }

  @Test
  void ofTwoTrackedFacesThatDriftTogetherTheLaterStays() {
    Candidate other = tracked(8, 0.22f);
    assertThat(Association.TRACKED_LAST.merge(List.of(), List.of(TRACKED, other), 2))
        .containsExactly(other);
  }

  @Test
  void apartNothingIsMerged() {
    assertThat(Association.TRACKED_LAST.merge(List.of(RIGHT), List.of(TRACKED), 2))
        .containsExactly(RIGHT, TRACKED);
  }

  @Test
  void amongTasksADetectionWinsAndTakesOverTheTrack() {
    List<Candidate> merged = Association.DETECTED_LAST.merge(List.of(LEFT), List.of(TRACKED), 1);

    assertThat(merged).hasSize(1);
    assertThat(merged.get(0).region()).isEqualTo(LEFT.region());
    assertThat(merged.get(0).detection()).isEqualTo(LEFT.detection());
    assertThat(merged.get(0).track()).isEqualTo(TRACKED.track());
  }

  @Test
  void amongTasksTrackedFacesComeFirstAndThereAreNoMoreThanAreSought() {
    assertThat(Association.DETECTED_LAST.merge(List.of(RIGHT), List.of(TRACKED), 2))
        .containsExactly(TRACKED, RIGHT);
    assertThat(Association.DETECTED_LAST.merge(List.of(RIGHT), List.of(TRACKED), 1))
        .containsExactly(TRACKED);
  }

  @Test
  void theLegacyOrderLeavesMoreThanAreSought() {
    assertThat(Association.TRACKED_LAST.merge(List.of(RIGHT), List.of(TRACKED), 1))
        .containsExactly(RIGHT, TRACKED);
  }

  @Test
  void amongHandsOfTasksATrackedOneWinsAndComesFirst() {
    assertThat(Association.TRACKED_FIRST.merge(List.of(LEFT, RIGHT), List.of(TRACKED), 2))
        .containsExactly(TRACKED.confirmedBy(LEFT), RIGHT);
  }

  @Test
  void amongHandsOfTasksAllTrackedOnesStay() {
    Candidate other = tracked(8, 0.22f);
    assertThat(Association.TRACKED_FIRST.merge(List.of(), List.of(TRACKED, other), 2))
        .containsExactly(TRACKED, other);
  }

  @Test
  void amongHandsOfTasksTheBetterOfTwoDetectionsStaysAndThereAreNoMoreThanAreSought() {
    Candidate worse = detected(0.81f);
    assertThat(Association.TRACKED_FIRST.merge(List.of(RIGHT, worse), List.of(), 2))
        .containsExactly(RIGHT.confirmedBy(worse));
    assertThat(Association.TRACKED_FIRST.merge(List.of(RIGHT), List.of(TRACKED), 1))
        .containsExactly(TRACKED);
  }

  @Test
  void inSinglePicturesOfTasksAllDetectedHandsStay() {
    Candidate worse = detected(0.81f);
    assertThat(Association.ALL_DETECTED.merge(List.of(RIGHT, worse, LEFT), List.of(), 2))
        .containsExactly(RIGHT, worse);
  }

  private static Candidate detected(float x) {
    Box box = new Box(x - 0.1f, 0.4f, x + 0.1f, 0.6f);
    Detection detection =
        new Detection(0.9f, box, Collections.nCopies(Detection.FACE_KEYPOINTS, new Point(x, 0.5f)));
    return Candidate.detected(new Region(x, 0.5f, 0.2f, 0.2f, 0), detection);
  }

  private static Candidate tracked(long id, float x) {
    return Candidate.tracked(new Track(id, new Region(x, 0.5f, 0.2f, 0.2f, 0)));
  }
}
