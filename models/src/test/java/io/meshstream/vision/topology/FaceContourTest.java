package io.meshstream.vision.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.geometry.Landmarks;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaceContourTest {

  @Test
  void theOutlinesHaveAsManyPointsAsThoseOfMlKit() {
    Map<FaceContour, Integer> counts =
        Map.ofEntries(
            Map.entry(FaceContour.FACE_OVAL, 36),
            Map.entry(FaceContour.LEFT_EYEBROW_TOP, 5),
            Map.entry(FaceContour.LEFT_EYEBROW_BOTTOM, 5),
            Map.entry(FaceContour.RIGHT_EYEBROW_TOP, 5),
            Map.entry(FaceContour.RIGHT_EYEBROW_BOTTOM, 5),
            Map.entry(FaceContour.LEFT_EYE, 16),
            Map.entry(FaceContour.RIGHT_EYE, 16),
            Map.entry(FaceContour.UPPER_LIP_TOP, 11),
            Map.entry(FaceContour.UPPER_LIP_BOTTOM, 9),
            Map.entry(FaceContour.LOWER_LIP_TOP, 9),
            Map.entry(FaceContour.LOWER_LIP_BOTTOM, 9),
            Map.entry(FaceContour.NOSE_BRIDGE, 2),
            Map.entry(FaceContour.NOSE_BOTTOM, 3),
            Map.entry(FaceContour.LEFT_CHEEK, 1),
            Map.entry(FaceContour.RIGHT_CHEEK, 1));

    for (FaceContour contour : FaceContour.values()) {
      assertThat(contour.landmarks()).as(contour.name()).hasSize(counts.get(contour));
    }
    assertThat(FaceContour.totalPoints()).isEqualTo(133);
  }

  @Test
  void noPointIsInTwoOutlines() {
    assertThat(Arrays.stream(FaceContour.values()).flatMap(each -> each.landmarks().stream()))
        .doesNotHaveDuplicates();
  }

  /** All edges of an outline, but for nose and cheeks, are edges that MediaPipe draws. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOSE_BRIDGE", "NOSE_BOTTOM", "LEFT_CHEEK", "RIGHT_CHEEK"})
  void theOutlinesFollowMediaPipesContours(FaceContour contour) {
    Set<Set<Integer>> drawn = new HashSet<>();
    Connections.contours().forEach(edge -> drawn.add(Set.of(edge.start(), edge.end())));
    List<Integer> points = contour.landmarks();
    int edges = contour.isClosed() ? points.size() : points.size() - 1;

    for (int i = 0; i < edges; i++) {
      assertThat(drawn).contains(Set.of(points.get(i), points.get((i + 1) % points.size())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theyGoClockwiseOrFromLeftToRightOrDown(FaceContour contour) {
    List<CanonicalPoint> points =
        contour.landmarks().stream().map(CanonicalFace.points()::get).toList();
    if (contour.isClosed()) {
      double area = 0;
      for (int i = 0; i < points.size(); i++) {
        CanonicalPoint one = points.get(i);
        CanonicalPoint next = points.get((i + 1) % points.size());
        area += one.x() * next.y() - next.x() * one.y();
      }
      assertThat(area).as("clockwise where y is up").isNegative();
    } else if (contour == FaceContour.NOSE_BRIDGE) {
      assertThat(points)
          .extracting(CanonicalPoint::y)
          .isSortedAccordingTo((a, b) -> Float.compare(b, a));
    } else {
      assertThat(points).extracting(CanonicalPoint::x).isSorted();
    }
  }

  @Test
  void leftIsTheSubjectsLeft() {
    assertThat(CanonicalFace.points().get(FaceContour.LEFT_CHEEK.landmarks().get(0)).x())
        .isPositive();
    for (FaceContour contour : FaceContour.values()) {
      if (contour.name().startsWith("RIGHT_")) {
        assertThat(contour.landmarks())
            .allMatch(id -> CanonicalFace.points().get(id).x() < 0, contour.name());
      }
    }
  }

  @Test
  void thePointsAreThoseOfTheLandmarks() {
    float[] values = new float[3 * 468];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }

    float[] points = FaceContour.points(Landmarks.wrap(values));

    assertThat(points).hasSize(3 * 133).startsWith(30, 31, 32, 3 * 338, 3 * 338 + 1);
    assertThat(points).endsWith(3 * 205, 3 * 205 + 1, 3 * 205 + 2);
  }
}
