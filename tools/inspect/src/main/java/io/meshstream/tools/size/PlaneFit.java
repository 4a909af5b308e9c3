package io.meshstream.tools.size;

import java.util.List;

/**
 * The plane {@code base + perX * x + perY * y} that lies nearest to measured points, by least
 * squares of the relative error: a small figure counts as much as a large one.
 */
record PlaneFit(double base, double perX, double perY) {

  /** A measured point, {@code value} above 0. */
  record Point(double x, double y, double value) {}

  /**
   * Fits the plane.
   *
   * @throws IllegalArgumentException if the points do not determine one
   */
  static PlaneFit of(List<Point> points) {
    double[][] normal = new double[3][4];
    for (Point point : points) {
      double weight = 1 / (point.value() * point.value());
      double[] row = {1, point.x(), point.y(), point.value()};
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          normal[i][j] += weight * row[i] * row[j];
        }
      }
    }
    double[] solution = solve(normal);
    return new PlaneFit(solution[0], solution[1], solution[2]);
  }

  private static double[] solve(double[][] rows) {
    for (int column = 0; column < 3; column++) {
      int pivot = column;
      for (int i = column + 1; i < 3; i++) {
        if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) {
          pivot = i;
        }
      }
      double[] swapped = rows[column];
      rows[column] = rows[pivot];
      rows[pivot] = swapped;
      if (Math.abs(rows[column][column]) < 1e-12) {
        throw new IllegalArgumentException("points: on one line (expected: three that are not)");
      }
      for (int i = 0; i < 3; i++) {
        if (i != column) {
          double factor = rows[i][column] / rows[column][column];
          for (int j = column; j < 4; j++) {
            rows[i][j] -= factor * rows[column][j];
          }
        }
      }
    }
    return new double[] {rows[0][3] / rows[0][0], rows[1][3] / rows[1][1], rows[2][3] / rows[2][2]};
  }

  double at(double x, double y) {
    return base + perX * x + perY * y;
  }
}
