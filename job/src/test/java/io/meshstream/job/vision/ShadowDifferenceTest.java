package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.vision.ShadowDifference.Comparison;
import io.meshstream.vision.Face;
import io.meshstream.vision.Hand;
import io.meshstream.vision.Handedness;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShadowDifferenceTest {

  @Test
  void itIsTheMeanDistanceOfTheLandmarksInPixels() {
    Face used = face(0.5f, 0.25f, 0.5f, 0.5f, 0.5f);
    // 3 of 100 pixels to the right and 4 of 200 down; the second point is where it was.
    Face trial = face(0.5f, 0.28f, 0.52f, 0.5f, 0.5f);

    ShadowDifference difference = difference(List.of(used), List.of(trial));

    assertThat(difference.faces().pixels())
        .singleElement()
        .satisfies(pixels -> assertThat(pixels).isBetween(2.4999, 2.5001));
    assertThat(difference.faces().unmatched()).isZero();
  }

  @Test
  void facesBelongTogetherThatAreNearestToEachOther() {
    Face left = face(0.2f, 0.2f, 0.5f);
    Face right = face(0.8f, 0.8f, 0.5f);

    ShadowDifference difference = difference(List.of(left, right), List.of(right, left));

    assertThat(difference).isEqualTo(ofFaces(List.of(0.0, 0.0), 0));
  }

  @Test
  void facesThatOnlyOneOfThemSeesAreCounted() {
    Face both = face(0.2f, 0.2f, 0.5f);
    Face used = face(0.5f, 0.5f, 0.5f);
    Face trial = face(0.9f, 0.9f, 0.5f);

    assertThat(difference(List.of(both, used), List.of(both, trial)))
        .isEqualTo(ofFaces(List.of(0.0), 2));
    assertThat(difference(List.of(), List.of(both))).isEqualTo(ofFaces(List.of(), 1));
    assertThat(difference(List.of(), List.of())).isEqualTo(ofFaces(List.of(), 0));
  }

  @Test
  void keypointsAreComparedWhereNoLandmarksAreRead() {
    assertThat(difference(List.of(detected(0.5f)), List.of(detected(0.53f))).faces().pixels())
        .singleElement()
        .satisfies(pixels -> assertThat(pixels).isBetween(2.9999, 3.0001));
  }

  @Test
  void aFaceWhoseLandmarksAreNoNumbersIsNotTheSame() {
    assertThat(
            difference(List.of(face(0.5f, 0.5f, 0.5f)), List.of(face(0.5f, Float.NaN, Float.NaN))))
        .isEqualTo(ofFaces(List.of(), 1));
  }

  @Test
  void handsAreComparedLikewiseAndNotWithFaces() {
    Hand used = hand(0.5f, 0.25f, 0.5f);
    // 3 of 100 pixels to the right and 4 of 200 down.
    Hand trial = hand(0.5f, 0.28f, 0.52f);
    Hand other = hand(0.9f, 0.9f, 0.9f);

    ShadowDifference difference =
        ShadowDifference.between(
            result(List.of(face(0.5f, 0.5f, 0.5f)), List.of(used)),
            result(List.of(), List.of(other, trial)),
            100,
            200);

    assertThat(difference.faces()).isEqualTo(new Comparison(List.of(), 1));
    assertThat(difference.hands().unmatched()).isEqualTo(1);
    assertThat(difference.hands().pixels())
        .singleElement()
        .satisfies(pixels -> assertThat(pixels).isBetween(4.9999, 5.0001));
  }

  private static ShadowDifference ofFaces(List<Double> pixels, int unmatched) {
    return new ShadowDifference(
        new Comparison(pixels, unmatched), new Comparison(List.of(), /* unmatched= */ 0));
  }

  private static TaskResult result(List<Face> faces, List<Hand> hands) {
    return new TaskResult(faces, Optional.empty(), hands, Optional.empty());
  }

  private static Hand hand(float place, float x, float y) {
    Landmarks point = Landmarks.wrap(new float[] {x, y, 0});
    return new Hand(1, 1, Handedness.LEFT, 1, region(place), point, point, Optional.empty());
  }

  private static ShadowDifference difference(List<Face> used, List<Face> trial) {
    return ShadowDifference.between(
        new TaskResult(used, Optional.empty()), new TaskResult(trial, Optional.empty()), 100, 200);
  }

  /** A face whose region is at a place, with points of x and y each. */
  private static Face face(float place, float... points) {
    float[] values = new float[points.length / 2 * 3];
    for (int i = 0; i < points.length / 2; i++) {
      values[3 * i] = points[2 * i];
      values[3 * i + 1] = points[2 * i + 1];
    }
    return new Face(1, 1, region(place), Landmarks.wrap(values), Optional.empty());
  }

  private static Face detected(float place) {
    return new Face(
        1,
        1,
        region(place),
        Landmarks.none(),
        Optional.of(
            new Detection(
                1,
                new Box(0, 0, 1, 1),
                Collections.nCopies(Detection.FACE_KEYPOINTS, new Point(place, 0.5f)))));
  }

  private static Region region(float place) {
    return new Region(place, 0.5f, 0.2f, 0.1f, 0);
  }
}
