package io.meshstream.vision.sampling;

/**
 * The map from a model's input to a picture, as OpenCV's {@code warpPerspective} works it out: in
 * 1/32 of a pixel.
 *
 * <p>MediaPipe's {@code ImageToTensorConverterOpenCv} has the corners of a {@code RotatedRect}
 * solved for the map from the picture to the tensor ({@code getPerspectiveTransform}), and OpenCV
 * inverts that. For a rotated rectangle all this is but a turn and two scales; what it adds are
 * rounding errors in the last bits, and those decide where a place lies half-way between two
 * thirty-seconds of a pixel, as every second row and column of some letterboxes does. So the steps
 * are OpenCV's own, in its order and its precision; that of version 3.4 to 4.11.
 *
 * <p>Immutable.
 */
final class InverseWarp {
  /** How far apart places are told, in parts of a pixel: OpenCV's {@code INTER_TAB_SIZE}. */
  static final int STEPS = 32;

  /** OpenCV works its way along a row in stretches, and counts anew at the start of each. */
  private static final int STRETCH = 64;

  private static final int CORNERS = 4;
  private static final double HALF_TURN_DEGREES = 180;

  private final int side;
  private final double[] map;

  private InverseWarp(int side, double[] map) {
    this.side = side;
    this.map = map;
  }

  /**
   * Returns the map from a tensor of {@code side} x {@code side} pixels to the grid's rectangle.
   */
  static InverseWarp of(TensorGrid grid, int side) {
    return new InverseWarp(side, inverse(tensorOf(corners(grid), side)));
  }

  /**
   * Tells where the pixels of a tensor's row lie in the picture, in 1/{@value #STEPS} of a pixel.
   *
   * @param x takes the picture's columns
   * @param y takes the picture's rows
   */
  void row(int row, int[] x, int[] y) {
    for (int start = 0; start < side; start += STRETCH) {
      double x0 = map[0] * start + map[1] * row + map[2];
      double y0 = map[3] * start + map[4] * row + map[5];
      double w0 = map[6] * start + map[7] * row + map[8];
      int length = Math.min(STRETCH, side - start);
      for (int i = 0; i < length; i++) {
        double w = w0 + map[6] * i;
        double perStep = w == 0 ? 0 : STEPS / w;
        x[start + i] = (int) Math.rint((x0 + map[0] * i) * perStep);
        y[start + i] = (int) Math.rint((y0 + map[3] * i) * perStep);
      }
    }
  }

  /**
   * Returns x and y of the rectangle's corners in pixels, from the bottom left on clockwise: {@code
   * RotatedRect::points}, which takes its angle in degrees.
   */
  private static float[] corners(TensorGrid grid) {
    float degrees = (float) (grid.rotation() * (float) HALF_TURN_DEGREES / Math.PI);
    double angle = degrees * Math.PI / HALF_TURN_DEGREES;
    float b = (float) Math.cos(angle) * 0.5f;
    float a = (float) Math.sin(angle) * 0.5f;
    float x0 = grid.centerX() - a * grid.height() - b * grid.width();
    float y0 = grid.centerY() + b * grid.height() - a * grid.width();
    float x1 = grid.centerX() + a * grid.height() - b * grid.width();
    float y1 = grid.centerY() - b * grid.height() - a * grid.width();
    return new float[] {
      x0,
      y0,
      x1,
      y1,
      2 * grid.centerX() - x0,
      2 * grid.centerY() - y0,
      2 * grid.centerX() - x1,
      2 * grid.centerY() - y1
    };
  }

  /** Returns the nine numbers of the map from a picture to the tensor, row by row. */
  private static double[] tensorOf(float[] corners, int side) {
    float[] targets = {0, side, 0, 0, side, 0, side, side};
    double[][] rows = new double[2 * CORNERS][];
    double[] right = new double[2 * CORNERS];
    for (int i = 0; i < CORNERS; i++) {
      float x = corners[2 * i];
      float y = corners[2 * i + 1];
      float u = targets[2 * i];
      float v = targets[2 * i + 1];
      // The products are 32-bit numbers, and widened only then.
      rows[i] = new double[] {x, y, 1, 0, 0, 0, -x * u, -y * u};
      rows[i + CORNERS] = new double[] {0, 0, 0, x, y, 1, -x * v, -y * v};
      right[i] = u;
      right[i + CORNERS] = v;
    }
    solve(rows, right);
    double[] map = new double[right.length + 1];
    System.arraycopy(right, 0, map, 0, right.length);
    map[right.length] = 1;
    return map;
  }

  /** Eliminates with partial pivoting; the solution replaces the right side. */
  private static void solve(double[][] rows, double[] right) {
    int count = right.length;
    for (int i = 0; i < count; i++) {
      exchange(rows, right, i, pivot(rows, i));
      double factor = -1 / rows[i][i];
      for (int j = i + 1; j < count; j++) {
        double times = rows[j][i] * factor;
        for (int k = i + 1; k < count; k++) {
          rows[j][k] += times * rows[i][k];
        }
        right[j] += times * right[i];
      }
    }
    for (int i = count - 1; i >= 0; i--) {
      double sum = right[i];
      for (int k = i + 1; k < count; k++) {
        sum -= rows[i][k] * right[k];
      }
      right[i] = sum / rows[i][i];
    }
  }

  private static int pivot(double[][] rows, int column) {
    int largest = column;
    for (int j = column + 1; j < rows.length; j++) {
      if (Math.abs(rows[j][column]) > Math.abs(rows[largest][column])) {
        largest = j;
      }
    }
    return largest;
  }

  private static void exchange(double[][] rows, double[] right, int one, int other) {
    double[] row = rows[one];
    rows[one] = rows[other];
    rows[other] = row;
    double value = right[one];
    right[one] = right[other];
    right[other] = value;
  }

  /** Inverts a map by its cofactors. What cannot be inverted becomes zero, as in OpenCV. */
  private static double[] inverse(double[] m) {
    double determinant =
        m[0] * (m[4] * m[8] - m[5] * m[7])
            - m[1] * (m[3] * m[8] - m[5] * m[6])
            + m[2] * (m[3] * m[7] - m[4] * m[6]);
    double per = determinant == 0 ? 0 : 1 / determinant;
    return new double[] {
      (m[4] * m[8] - m[5] * m[7]) * per,
      (m[2] * m[7] - m[1] * m[8]) * per,
      (m[1] * m[5] - m[2] * m[4]) * per,
      (m[5] * m[6] - m[3] * m[8]) * per,
      (m[0] * m[8] - m[2] * m[6]) * per,
      (m[2] * m[3] - m[0] * m[5]) * per,
      (m[3] * m[7] - m[4] * m[6]) * per,
      (m[1] * m[6] - m[0] * m[7]) * per,
      (m[0] * m[4] - m[1] * m[3]) * per
    };
  }
}
