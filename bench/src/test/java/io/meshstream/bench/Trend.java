package io.meshstream.bench;

import java.util.Arrays;

/**
 * Where a series goes: the median of the slopes between all pairs of its values (Theil and Sen),
 * which outliers and jumps to and fro do not move, and how many of the pairs rise (Kendall's tau).
 *
 * @param growth by how much it grows from the first value to the last, by that slope
 * @param tau from -1, each value below all before it, to 1, each above; about 0 for noise
 */
record Trend(double growth, double tau) {

  /**
   * Finds the trend of values that were taken at equal intervals.
   *
   * @param values at least two
   */
  static Trend of(double[] values) {
    int count = values.length;
    if (count < 2) {
      throw new IllegalArgumentException("values: %d (expected: at least 2)".formatted(count));
    }
    double[] slopes = new double[count * (count - 1) / 2];
    int pairs = 0;
    long rising = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        double change = values[j] - values[i];
        slopes[pairs++] = change / (j - i);
        rising += (long) Math.signum(change);
      }
    }
    Arrays.sort(slopes);
    double slope = (slopes[(pairs - 1) / 2] + slopes[pairs / 2]) / 2;
    return new Trend(slope * (count - 1), (double) rising / pairs);
  }
}
