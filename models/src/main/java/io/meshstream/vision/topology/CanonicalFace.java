package io.meshstream.vision.topology;

import java.util.List;

/**
 * MediaPipe's average face: where each of the 468 landmarks lies on it, and where in a picture
 * painted for it.
 *
 * <p>From MediaPipe's {@code canonical_face_model.obj}. Immutable and thread-safe.
 */
public final class CanonicalFace {
  private static final List<CanonicalPoint> POINTS =
      CsvTable.rows("canonical-face.csv").stream().map(CanonicalFace::point).toList();

  private static final List<Triangle> TRIANGLES =
      CsvTable.rows("canonical-triangles.csv").stream().map(CanonicalFace::triangle).toList();

  private CanonicalFace() {}

  /** Returns the points, in the order of the landmarks. */
  public static List<CanonicalPoint> points() {
    return POINTS;
  }

  /**
   * Returns the surface of the model: 898 triangles. Eyes and mouth are closed, and it is divided
   * otherwise than the tesselation that MediaPipe draws.
   */
  public static List<Triangle> triangles() {
    return TRIANGLES;
  }

  private static Triangle triangle(String[] columns) {
    return new Triangle(
        Integer.parseInt(columns[1]), Integer.parseInt(columns[2]), Integer.parseInt(columns[3]));
  }

  private static CanonicalPoint point(String[] columns) {
    return new CanonicalPoint(
        Float.parseFloat(columns[1]),
        Float.parseFloat(columns[2]),
        Float.parseFloat(columns[3]),
        Float.parseFloat(columns[4]),
        Float.parseFloat(columns[5]));
  }
}
