package io.meshstream.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/** The least, the median and the most of what several rounds gave. */
record Spread(double least, double median, double most) {

  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }

  /** Compares what two gave in the same round, round by round. */
  static <T> Spread of(List<T> some, List<T> others, ToDoubleBiFunction<T, T> ratio) {
    double[] ratios = new double[some.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ratio.applyAsDouble(some.get(i), others.get(i));
    }
    return of(ratios);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f %.2f %.2f", least, median, most);
  }
}
