package io.meshstream.vision.golden;

import io.meshstream.vision.pose.PoseMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far poses are from those expected. Not thread-safe. */
final class PoseDifference {
  private final List<Double> translations = new ArrayList<>();
  private final List<Double> angles = new ArrayList<>();

  /** Adds a face. */
  void add(PoseMatrix expected, PoseMatrix actual) {
    double away = 0;
    double length = 0;
    for (int row = 0; row < 3; row++) {
      away += square(expected.get(row, 3) - actual.get(row, 3));
      length += square(expected.get(row, 3));
    }
    translations.add(Math.sqrt(away / length));
    angles.add(angle(expected, actual));
  }

  /** The angle by which one has to be turned to be as the other, in degrees. */
  private static double angle(PoseMatrix one, PoseMatrix other) {
    double squares = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        squares +=
            square(one.get(row, column) / scale(one) - other.get(row, column) / scale(other));
      }
    }
    // Twice the sine of half the angle, times the root of 2, is the length of the difference.
    return Math.toDegrees(2 * Math.asin(Math.min(1, Math.sqrt(squares / 8))));
  }

  private static double scale(PoseMatrix pose) {
    return Math.sqrt(square(pose.get(0, 0)) + square(pose.get(1, 0)) + square(pose.get(2, 0)));
  }

  private static double square(double value) {
    return value * value;
  }

  int faces() {
    return angles.size();
  }

  /** The largest distance of places, as a share of the distance from the camera. */
  double worstTranslation() {
    return translations.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** The median distance of places, as a share of the distance from the camera. */
  double medianTranslation() {
    return median(translations);
  }

  /** The largest angle in degrees. */
  double worstAngle() {
    return angles.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** The median angle in degrees. */
  double medianAngle() {
    return median(angles);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d poses: translation mean %.4f %%, median %.4f %%, worst %.4f %% of the distance; angle"
            + " mean %.4f, median %.4f, worst %.4f degrees",
        faces(),
        100 * mean(translations),
        100 * medianTranslation(),
        100 * worstTranslation(),
        mean(angles),
        medianAngle(),
        worstAngle());
  }
}
