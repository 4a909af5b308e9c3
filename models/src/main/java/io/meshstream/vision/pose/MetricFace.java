package io.meshstream.vision.pose;

import io.meshstream.vision.geometry.Landmarks;

/** One face in space, in centimetres; what is asked of it is computed then. Immutable. */
public final class MetricFace {
  private final ScreenFace screen;
  private final double scale;
  private final Similarity pose;

  MetricFace(ScreenFace screen, double scale, Similarity pose) {
    this.screen = screen;
    this.scale = scale;
    this.pose = pose;
  }

  /** Returns what brings the canonical head to where this one is. */
  public PoseMatrix pose() {
    return PoseMatrix.of(pose);
  }

  /** Returns the face's shape, turned and moved onto the canonical head. */
  public MetricMesh mesh() {
    float[] values = new float[3 * Landmarks.MESH_POINTS];
    double[] point = new double[3];
    double[] columns = new double[9];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = pose.rotation().element(i % 3, i / 3) / pose.scale();
    }
    for (int i = 0; i < Landmarks.MESH_POINTS; i++) {
      screen.write(i, scale, point, 0);
      double x = point[0] - pose.x();
      double y = point[1] - pose.y();
      double z = point[2] - pose.z();
      for (int axis = 0; axis < 3; axis++) {
        values[3 * i + axis] =
            (float) (columns[3 * axis] * x + columns[3 * axis + 1] * y + columns[3 * axis + 2] * z);
      }
    }
    return MetricMesh.wrap(values);
  }

  /** Returns where things can be put on the face. */
  public RegionPoses regionPoses() {
    return new RegionPoses(
        on(SurfaceFrame.NOSE_TIP),
        on(SurfaceFrame.FOREHEAD_LEFT),
        on(SurfaceFrame.FOREHEAD_RIGHT),
        PoseMatrix.of(new Similarity(pose.rotation(), 1, pose.x(), pose.y(), pose.z())));
  }

  private PoseMatrix on(SurfaceFrame frame) {
    double[] place = new double[3];
    screen.write(frame.landmark(), scale, place, 0);
    return PoseMatrix.of(
        new Similarity(pose.rotation().times(frame.rotation()), 1, place[0], place[1], place[2]));
  }
}
