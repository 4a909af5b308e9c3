package io.meshstream.vision.signals;

/**
 * Where a person looks, as seen from the camera, in three rows of three. "Left" and "right" are the
 * subject's own: who looks to the left looks to the right of the picture.
 *
 * <p>{@link #CENTER} is where the camera is: within 15 degrees to each side and 10 degrees upwards
 * and downwards. That is as fine as irises of a few pixels can tell.
 */
public enum GazeZone {
  UP_RIGHT,
  UP,
  UP_LEFT,
  RIGHT,
  CENTER,
  LEFT,
  DOWN_RIGHT,
  DOWN,
  DOWN_LEFT;

  private static final int COLUMNS = 3;

  /** The sine of 15 degrees. */
  private static final double HALF_WIDTH = 0.2588190451;

  /** The sine of 10 degrees. */
  private static final double HALF_HEIGHT = 0.1736481777;

  private static final GazeZone[] ZONES = values();

  /**
   * Returns the zone of a direction.
   *
   * @param left the part of it to the subject's left, -1 to 1
   * @param up the part of it upwards, -1 to 1
   */
  static GazeZone of(double left, double up) {
    int column = 1 + beyond(left, HALF_WIDTH);
    int row = 1 - beyond(up, HALF_HEIGHT);
    return ZONES[COLUMNS * row + column];
  }

  private static int beyond(double value, double limit) {
    return value > limit ? 1 : value < -limit ? -1 : 0;
  }
}
