package io.meshstream.vision.geometry;

import java.util.Arrays;

/**
 * The points of one face or hand in MediaPipe's order, immutable.
 *
 * <p>x is normalised by the picture's width and y by its height, with the origin in the top left
 * corner; both may leave [0, 1]. z has the unit of x; smaller is nearer to the camera, and its zero
 * is about the centre of the head, or the wrist of the hand. A hand's points in metres are kept so,
 * too.
 */
public final class Landmarks {
  /** How many points the mesh has: the first of each face. */
  public static final int MESH_POINTS = 468;

  /**
   * How many points the irises have, which follow where a model finds them: the subject's right one
   * and then the left one, of each the centre first.
   */
  public static final int IRIS_POINTS = 10;

  /** How many points a hand has. */
  public static final int HAND_POINTS = 21;

  private static final int COORDINATES = 3;

  private static final Landmarks NONE = new Landmarks(new float[0]);

  private final float[] values;

  private Landmarks(float[] values) {
    this.values = values;
  }

  /** Returns the landmarks of what none were read of: no points. */
  public static Landmarks none() {
    return NONE;
  }

  /**
   * Makes landmarks over a copy of {@code values}.
   *
   * @param values x, y, z of each point, one after another
   */
  public static Landmarks copyOf(float[] values) {
    return wrap(values.clone());
  }

  /** Makes landmarks that take over {@code values}, which the caller must not touch again. */
  public static Landmarks wrap(float[] values) {
    if (values.length % COORDINATES != 0) {
      throw new IllegalArgumentException(
          "landmark values: " + values.length + " (expected: a multiple of 3: x, y, z each)");
    }
    return new Landmarks(values);
  }

  /** Returns the number of points. */
  public int count() {
    return values.length / COORDINATES;
  }

  /** Returns x of point {@code index}, in picture widths. */
  public float x(int index) {
    return values[COORDINATES * index];
  }

  /** Returns y of point {@code index}, in picture heights. */
  public float y(int index) {
    return values[COORDINATES * index + 1];
  }

  /** Returns z of point {@code index}, in picture widths; smaller is nearer to the camera. */
  public float z(int index) {
    return values[COORDINATES * index + 2];
  }

  /** Returns coordinate {@code index} of all: of x, y, z of each point, one after another. */
  public float value(int index) {
    return values[index];
  }

  /** Returns a copy of all coordinates: x, y, z of each point, one after another. */
  public float[] toArray() {
    return values.clone();
  }

  /** Returns a copy of the coordinates of some points, from one on and up to another. */
  public float[] toArray(int from, int to) {
    return Arrays.copyOfRange(values, COORDINATES * from, COORDINATES * to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Landmarks that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Landmarks[" + count() + "]";
  }
}
