package io.meshstream.vision.signals;

import io.meshstream.vision.geometry.Landmarks;

/**
 * The landmarks of a face in pixels, in which all three coordinates have the same unit, whatever
 * the picture's aspect ratio.
 *
 * @param landmarks 468 points, or 478 with irises
 * @param width the picture's width in pixels
 * @param height its height in pixels
 */
public record FacePoints(Landmarks landmarks, int width, int height) {
  /** Checks that there is a whole mesh. */
  public FacePoints {
    if (landmarks.count() < Landmarks.MESH_POINTS) {
      throw new IllegalArgumentException(
          "landmarks: " + landmarks.count() + " points (expected: 468 or more)");
    }
  }

  /** Tells whether landmarks are a mesh, of which signals can be computed. */
  public static boolean areMesh(Landmarks landmarks) {
    return landmarks.count() >= Landmarks.MESH_POINTS;
  }

  /** Tells whether the irises' points are there. */
  boolean haveIrises() {
    return landmarks.count() >= Landmarks.MESH_POINTS + Landmarks.IRIS_POINTS;
  }

  double x(int index) {
    return (double) landmarks.x(index) * width;
  }

  double y(int index) {
    return (double) landmarks.y(index) * height;
  }

  /** Returns the distance of two landmarks in space, in pixels. */
  double distance(int one, int other) {
    double dx = x(one) - x(other);
    double dy = y(one) - y(other);
    double dz = ((double) landmarks.z(one) - landmarks.z(other)) * width;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
}
