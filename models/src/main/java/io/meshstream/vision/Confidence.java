package io.meshstream.vision;

/** The range of scores and thresholds. */
final class Confidence {
  private Confidence() {}

  static void check(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to 1)");
    }
  }
}
