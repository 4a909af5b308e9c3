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

  private CanonicalFace() {}

  /** Returns the points, in the order of the landmarks. */
  public static List<CanonicalPoint> points() {
    return POINTS;
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
