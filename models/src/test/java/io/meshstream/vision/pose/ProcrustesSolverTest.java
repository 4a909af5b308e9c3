package io.meshstream.vision.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import io.meshstream.vision.topology.PoseBasis;
import io.meshstream.vision.topology.WeightedLandmark;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProcrustesSolverTest {
  private final ProcrustesSolver solver = new ProcrustesSolver();
  private final Random random = new Random(33);

  @Test
  void theBasisIsTheSameOnBothSidesOfTheFace() {
    assertThat(PoseBasis.landmarks()).hasSize(33).extracting(WeightedLandmark::id).isSorted();
    double side =
        PoseBasis.landmarks().stream()
            .mapToDouble(each -> each.weight() * CanonicalFace.points().get(each.id()).x())
            .sum();
    assertThat(side).isCloseTo(0, within(1e-6));
  }

  @Test
  void whatWasDoneToTheHeadIsFound() {
    for (int i = 0; i < 500; i++) {
      Similarity done = anySimilarity();

      Similarity found = solver.solve(points(done)).orElseThrow();

      assertThat(found.scale()).isCloseTo(done.scale(), within(1e-9));
      assertThat(found.x()).isCloseTo(done.x(), within(1e-8));
      assertThat(found.y()).isCloseTo(done.y(), within(1e-8));
      assertThat(found.z()).isCloseTo(done.z(), within(1e-8));
      for (int at = 0; at < 9; at++) {
        assertThat(found.rotation().element(at / 3, at % 3))
            .isCloseTo(done.rotation().element(at / 3, at % 3), within(1e-9));
      }
    }
  }

  @Test
  void noOtherSimilarityIsCloserToPointsThatMoved() {
    for (int i = 0; i < 50; i++) {
      double[] points = points(anySimilarity());
      for (int at = 0; at < points.length; at++) {
        points[at] += 2 * random.nextGaussian();
      }
      Similarity best = solver.solve(points).orElseThrow();
      double least = distance(best, points);
      for (int j = 0; j < 100; j++) {
        assertThat(distance(near(best), points)).isGreaterThan(least);
      }
    }
  }

  @Test
  void aMirroredHeadIsTurnedAndNotMirrored() {
    double[] points = points(anySimilarity());
    for (int at = 0; at < points.length; at += 3) {
      points[at] = -points[at];
    }

    Quaternion rotation = solver.solve(points).orElseThrow().rotation();

    assertThat(determinant(rotation)).isCloseTo(1, within(1e-9));
  }

  @Test
  void pointsAtOnePlaceSayNothing() {
    assertThat(solver.solve(new double[3 * ProcrustesSolver.count()])).isEmpty();
  }

  private Similarity anySimilarity() {
    return new Similarity(
        anyRotation(), 0.1 + random.nextDouble(), 20 * random.nextDouble(), -5, -40);
  }

  private Quaternion anyRotation() {
    return unit(
        random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
  }

  private Similarity near(Similarity best) {
    Quaternion turned =
        best.rotation()
            .times(unit(1, 0.01 * random.nextGaussian(), 0.01 * random.nextGaussian(), 0));
    return new Similarity(
        turned,
        best.scale() * (1 + 0.01 * random.nextGaussian()),
        best.x() + 0.1 * random.nextGaussian(),
        best.y(),
        best.z());
  }

  private static Quaternion unit(double w, double x, double y, double z) {
    double length = Math.sqrt(w * w + x * x + y * y + z * z);
    return new Quaternion(w / length, x / length, y / length, z / length);
  }

  private static double[] points(Similarity similarity) {
    double[] points = new double[3 * ProcrustesSolver.count()];
    for (int i = 0; i < ProcrustesSolver.count(); i++) {
      for (int row = 0; row < 3; row++) {
        points[3 * i + row] = coordinate(similarity, row, ProcrustesSolver.landmark(i));
      }
    }
    return points;
  }

  private static double coordinate(Similarity similarity, int row, int landmark) {
    CanonicalPoint point = CanonicalFace.points().get(landmark);
    double[] place = {similarity.x(), similarity.y(), similarity.z()};
    Quaternion rotation = similarity.rotation();
    return similarity.scale()
            * (rotation.element(row, 0) * point.x()
                + rotation.element(row, 1) * point.y()
                + rotation.element(row, 2) * point.z())
        + place[row];
  }

  private static double distance(Similarity similarity, double[] points) {
    double sum = 0;
    for (int i = 0; i < ProcrustesSolver.count(); i++) {
      for (int row = 0; row < 3; row++) {
        double away =
            coordinate(similarity, row, ProcrustesSolver.landmark(i)) - points[3 * i + row];
        sum += PoseBasis.landmarks().get(i).weight() * away * away;
      }
    }
    return sum;
  }

  private static double determinant(Quaternion r) {
    return r.element(0, 0) * (r.element(1, 1) * r.element(2, 2) - r.element(1, 2) * r.element(2, 1))
        - r.element(0, 1) * (r.element(1, 0) * r.element(2, 2) - r.element(1, 2) * r.element(2, 0))
        + r.element(0, 2) * (r.element(1, 0) * r.element(2, 1) - r.element(1, 1) * r.element(2, 0));
  }
}
