package io.meshstream.vision.pose;

import io.meshstream.vision.geometry.Landmarks;
import java.util.Arrays;

/**
 * The shape of a face in centimetres, as it is now, turned and moved onto the canonical head: 468
 * points in the order of the landmarks, x to the subject's left, y up, z out of the face.
 * Immutable.
 */
public final class MetricMesh {
  private static final int COORDINATES = 3;

  private final float[] values;

  private MetricMesh(float[] values) {
    this.values = values;
  }

  /**
   * Makes a mesh over a copy of {@code values}.
   *
   * @param values x, y, z of each point, one after another
   */
  public static MetricMesh copyOf(float[] values) {
    return wrap(values.clone());
  }

  static MetricMesh wrap(float[] values) {
    if (values.length != COORDINATES * Landmarks.MESH_POINTS) {
      throw new IllegalArgumentException(
          "metric mesh: " + values.length + " values (expected: 1404: x, y, z of 468 points)");
    }
    return new MetricMesh(values);
  }

  /** Returns the number of points. */
  public int count() {
    return values.length / COORDINATES;
  }

  /** Returns x of point {@code index}, in centimetres. */
  public float x(int index) {
    return values[COORDINATES * index];
  }

  /** Returns y of point {@code index}, in centimetres. */
  public float y(int index) {
    return values[COORDINATES * index + 1];
  }

  /** Returns z of point {@code index}, in centimetres. */
  public float z(int index) {
    return values[COORDINATES * index + 2];
  }

  /** Returns a copy of all coordinates: x, y, z of each point, one after another. */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MetricMesh that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "MetricMesh[" + count() + "]";
  }
}
