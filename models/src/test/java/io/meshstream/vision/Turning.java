package io.meshstream.vision;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.QuarterTurn;

/** Turns back what was found in a picture that had been turned. */
public final class Turning {

  private Turning() {}

  /**
   * Returns landmarks of a turned picture as they are in the picture before.
   *
   * @param width that picture's width
   * @param height that picture's height
   */
  public static Landmarks back(Landmarks landmarks, QuarterTurn turn, int width, int height) {
    boolean isSideways = turn == QuarterTurn.CLOCKWISE || turn == QuarterTurn.COUNTER_CLOCKWISE;
    float ofWidth = isSideways ? (float) height / width : 1;
    float[] values = landmarks.toArray();
    for (int i = 0; i < values.length; i += 3) {
      float x = values[i];
      float y = values[i + 1];
      values[i] =
          switch (turn) {
            case NONE -> x;
            case CLOCKWISE -> y;
            case HALF -> 1 - x;
            case COUNTER_CLOCKWISE -> 1 - y;
          };
      values[i + 1] =
          switch (turn) {
            case NONE -> y;
            case CLOCKWISE -> 1 - x;
            case HALF -> 1 - y;
            case COUNTER_CLOCKWISE -> x;
          };
      values[i + 2] *= ofWidth;
    }
    return Landmarks.wrap(values);
  }
}
