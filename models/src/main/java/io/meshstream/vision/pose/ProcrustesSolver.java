package io.meshstream.vision.pose;

import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import io.meshstream.vision.topology.PoseBasis;
import io.meshstream.vision.topology.WeightedLandmark;
import java.util.Optional;

/**
 * Finds how the canonical head has to be turned, stretched and moved for the landmarks of {@link
 * PoseBasis} to lie closest to given points.
 *
 * <p>The problem is that of MediaPipe's {@code procrustes_solver}: the weighted squares of the
 * distances become least, without mirroring. It decomposes the covariance into singular values;
 * this takes the equivalent eigenvector of Horn's "Closed-form solution of absolute orientation
 * using unit quaternions" (1987), which is a proper rotation by itself. Immutable and thread-safe.
 */
final class ProcrustesSolver {

  /** What MediaPipe takes for nothing. */
  private static final double TINY = 1e-9;

  private static final int[] IDS =
      PoseBasis.landmarks().stream().mapToInt(WeightedLandmark::id).toArray();

  private final double[] weights =
      PoseBasis.landmarks().stream().mapToDouble(WeightedLandmark::weight).toArray();
  private final double[] head = new double[3 * IDS.length];
  private final double[] middle = new double[3];
  private double weight;
  private double spread;

  /** Makes a solver for the canonical head. */
  ProcrustesSolver() {
    for (int i = 0; i < IDS.length; i++) {
      CanonicalPoint point = CanonicalFace.points().get(IDS[i]);
      head[3 * i] = point.x();
      head[3 * i + 1] = point.y();
      head[3 * i + 2] = point.z();
      weight += weights[i];
      for (int axis = 0; axis < 3; axis++) {
        middle[axis] += weights[i] * head[3 * i + axis];
      }
    }
    for (int axis = 0; axis < 3; axis++) {
      middle[axis] /= weight;
    }
    for (int i = 0; i < head.length; i++) {
      head[i] -= middle[i % 3];
      spread += weights[i / 3] * head[i] * head[i];
    }
  }

  /** Returns how many points a problem has. */
  static int count() {
    return IDS.length;
  }

  /** Returns the landmark of a problem's point. */
  static int landmark(int index) {
    return IDS[index];
  }

  /**
   * Solves a problem.
   *
   * @param points x, y, z of each {@linkplain #landmark(int) landmark}, one after another
   * @return empty if the points say nothing: they are all at one place, or not numbers
   */
  Optional<Similarity> solve(double[] points) {
    double[] covariance = new double[9];
    double[] mean = new double[3];
    for (int i = 0; i < IDS.length; i++) {
      for (int to = 0; to < 3; to++) {
        double weighted = weights[i] * points[3 * i + to];
        mean[to] += weighted;
        for (int from = 0; from < 3; from++) {
          covariance[3 * from + to] += head[3 * i + from] * weighted;
        }
      }
    }
    if (!(norm(covariance) > TINY)) {
      return Optional.empty();
    }
    SymmetricMatrix horn = new SymmetricMatrix(horn(covariance));
    double scale = horn.largestEigenvalue() / spread;
    if (!(scale > TINY) || !Double.isFinite(scale)) {
      return Optional.empty();
    }
    Quaternion rotation =
        new Quaternion(horn.component(0), horn.component(1), horn.component(2), horn.component(3));
    double[] translation = new double[3];
    for (int row = 0; row < 3; row++) {
      double turned = 0;
      for (int column = 0; column < 3; column++) {
        turned += rotation.element(row, column) * middle[column];
      }
      translation[row] = mean[row] / weight - scale * turned;
    }
    return Optional.of(
        new Similarity(rotation, scale, translation[0], translation[1], translation[2]));
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  /** The matrix whose largest eigenvector is the rotation. */
  private static double[][] horn(double[] c) {
    double xx = c[0];
    double xy = c[1];
    double xz = c[2];
    double yx = c[3];
    double yy = c[4];
    double yz = c[5];
    double zx = c[6];
    double zy = c[7];
    double zz = c[8];
    return new double[][] {
      {xx + yy + zz, yz - zy, zx - xz, xy - yx},
      {yz - zy, xx - yy - zz, xy + yx, zx + xz},
      {zx - xz, xy + yx, yy - xx - zz, yz + zy},
      {xy - yx, zx + xz, yz + zy, zz - xx - yy}
    };
  }
}
