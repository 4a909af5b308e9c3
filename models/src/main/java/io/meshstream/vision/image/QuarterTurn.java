package io.meshstream.vision.image;

/** A clockwise turn by a multiple of a right angle. */
public enum QuarterTurn {
  /** As it is. */
  NONE,
  /** By 90 degrees: what was on the left comes to the top. */
  CLOCKWISE,
  /** By 180 degrees. */
  HALF,
  /** By 270 degrees: what was on the right comes to the top. */
  COUNTER_CLOCKWISE;

  /**
   * Returns the turn for a number of degrees.
   *
   * @throws IllegalArgumentException if {@code degrees} is not 0, 90, 180 or 270
   */
  public static QuarterTurn ofDegrees(int degrees) {
    return switch (degrees) {
      case 0 -> NONE;
      case 90 -> CLOCKWISE;
      case 180 -> HALF;
      case 270 -> COUNTER_CLOCKWISE;
      default ->
          throw new IllegalArgumentException(
              "rotation: " + degrees + " (expected: 0, 90, 180 or 270 degrees clockwise)");
    };
  }

  /** Returns the degrees clockwise: 0, 90, 180 or 270. */
  public int degrees() {
    return switch (this) {
      case NONE -> 0;
      case CLOCKWISE -> 90;
      case HALF -> 180;
      case COUNTER_CLOCKWISE -> 270;
    };
  }

  /** Tells whether width and height change places. */
  boolean isSideways() {
    return this == CLOCKWISE || this == COUNTER_CLOCKWISE;
  }

  /** Returns the turn that undoes this one. */
  QuarterTurn inverse() {
    return switch (this) {
      case CLOCKWISE -> COUNTER_CLOCKWISE;
      case COUNTER_CLOCKWISE -> CLOCKWISE;
      case NONE, HALF -> this;
    };
  }
}
