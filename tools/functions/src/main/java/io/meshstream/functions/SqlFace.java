package io.meshstream.functions;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.HeadPose;
import io.meshstream.vision.pose.MetricFace;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.signals.FacePoints;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.flink.table.data.ArrayData;

/**
 * Makes faces of what queries hand over, and values of queries of what is computed of them. What
 * cannot be computed is NULL: a table may hold anything.
 */
final class SqlFace {
  private static final int MESH_VALUES = 3 * Landmarks.MESH_POINTS;
  private static final int IRIS_VALUES = 3 * Landmarks.IRIS_POINTS;
  private static final FaceGeometrySolver SOLVER =
      new FaceGeometrySolver(PerspectiveCamera.mediaPipe());

  private SqlFace() {}

  /** Returns a face without irises; empty if the arguments are none. */
  static Optional<FacePoints> of(ArrayData landmarks, Integer width, Integer height) {
    return isMesh(landmarks) && arePixels(width) && arePixels(height)
        ? Optional.of(new FacePoints(Landmarks.wrap(values(landmarks)), width, height))
        : Optional.empty();
  }

  /** Returns a face with irises; empty if the arguments are none. */
  static Optional<FacePoints> of(
      ArrayData landmarks, ArrayData irises, Integer width, Integer height) {
    if (!isMesh(landmarks)
        || irises == null
        || irises.size() != IRIS_VALUES
        || !arePixels(width)
        || !arePixels(height)) {
      return Optional.empty();
    }
    float[] values = new float[MESH_VALUES + IRIS_VALUES];
    copy(landmarks, values, 0);
    copy(irises, values, MESH_VALUES);
    return Optional.of(new FacePoints(Landmarks.wrap(values), width, height));
  }

  /** Computes a number; null if it is none. */
  static Double number(Optional<FacePoints> face, ToDoubleFunction<FacePoints> signal) {
    return face.map(points -> finite(signal.applyAsDouble(points))).orElse(null);
  }

  /** Returns where the head is; empty if the landmarks do not say. */
  static Optional<PoseMatrix> pose(FacePoints face) {
    return SOLVER.solve(face.landmarks(), face.width(), face.height()).map(MetricFace::pose);
  }

  /** Computes an angle of the head; null if the landmarks do not say. */
  static Double angle(Optional<FacePoints> face, ToDoubleFunction<HeadPose> angle) {
    return face.flatMap(SqlFace::pose)
        .map(pose -> finite(angle.applyAsDouble(pose.headPose())))
        .orElse(null);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static boolean isMesh(ArrayData landmarks) {
    return landmarks != null && landmarks.size() == MESH_VALUES;
  }

  private static boolean arePixels(Integer length) {
    return length != null && length > 0;
  }

  private static float[] values(ArrayData array) {
    float[] values = new float[array.size()];
    copy(array, values, 0);
    return values;
  }

  private static void copy(ArrayData array, float[] values, int start) {
    for (int i = 0; i < array.size(); i++) {
      values[start + i] = array.isNullAt(i) ? Float.NaN : array.getFloat(i);
    }
  }
}
