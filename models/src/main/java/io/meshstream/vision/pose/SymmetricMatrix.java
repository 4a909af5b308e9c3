package io.meshstream.vision.pose;

/**
 * Finds the largest eigenvalue of a symmetric 4 x 4 matrix, and its eigenvector, by Jacobi's
 * method.
 */
final class SymmetricMatrix {
  private static final int SIDE = 4;

  /** Jacobi's method converges quadratically: 4 x 4 matrices need five or six rounds. */
  private static final int MOST_ROUNDS = 30;

  private final double[][] rest;
  private final double[][] vectors = new double[SIDE][SIDE];

  /** Takes over the matrix, whose content is lost. */
  SymmetricMatrix(double[][] matrix) {
    this.rest = matrix;
    for (int i = 0; i < SIDE; i++) {
      vectors[i][i] = 1;
    }
    for (int round = 0; round < MOST_ROUNDS && !isDiagonal(); round++) {
      for (int p = 0; p < SIDE; p++) {
        for (int q = p + 1; q < SIDE; q++) {
          rotate(p, q);
        }
      }
    }
  }

  double largestEigenvalue() {
    int at = largest();
    return rest[at][at];
  }

  /** Returns a component of the largest eigenvalue's vector, which has length 1. */
  double component(int index) {
    return vectors[index][largest()];
  }

  private int largest() {
    int largest = 0;
    for (int i = 1; i < SIDE; i++) {
      if (rest[i][i] > rest[largest][largest]) {
        largest = i;
      }
    }
    return largest;
  }

  private boolean isDiagonal() {
    for (int p = 0; p < SIDE; p++) {
      for (int q = p + 1; q < SIDE; q++) {
        if (rest[p][q] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Turns the plane of two axes so that the elements which join them become 0. */
  private void rotate(int p, int q) {
    double joint = rest[p][q];
    double difference = rest[q][q] - rest[p][p];
    if (Math.abs(joint) <= Math.ulp(rest[p][p]) / 2
        && Math.abs(joint) <= Math.ulp(rest[q][q]) / 2) {
      rest[p][q] = 0;
      rest[q][p] = 0;
      return;
    }
    double theta = difference / (2 * joint);
    double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int k = 0; k < SIDE; k++) {
      double one = rest[k][p];
      double other = rest[k][q];
      rest[k][p] = cosine * one - sine * other;
      rest[k][q] = sine * one + cosine * other;
    }
    for (int k = 0; k < SIDE; k++) {
      double one = rest[p][k];
      double other = rest[q][k];
      rest[p][k] = cosine * one - sine * other;
      rest[q][k] = sine * one + cosine * other;
    }
    rest[p][q] = 0;
    rest[q][p] = 0;
    for (int k = 0; k < SIDE; k++) {
      double one = vectors[k][p];
      double other = vectors[k][q];
      vectors[k][p] = cosine * one - sine * other;
      vectors[k][q] = sine * one + cosine * other;
    }
  }
}
