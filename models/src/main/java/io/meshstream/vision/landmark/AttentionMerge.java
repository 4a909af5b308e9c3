package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.topology.RefinedRegion;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Merges what the attention mesh's second network found into the mesh, by the rules of MediaPipe's
 * {@code LandmarksRefinementCalculator}: x and y of lips and eyes are replaced while their z stays
 * the mesh's; an iris has the mean z of its eye's contour.
 */
final class AttentionMerge {
  private static final int IRIS_POINTS = Landmarks.IRIS_POINTS / 2;
  private static final int RIGHT_IRIS = Landmarks.MESH_POINTS;
  private static final int LEFT_IRIS = RIGHT_IRIS + IRIS_POINTS;

  private static final int EYE_CONTOUR_POINTS = 16;

  private static final String LIPS_OUTPUT = "lips";
  private static final String RIGHT_EYE_OUTPUT = "right_eye";
  private static final String LEFT_EYE_OUTPUT = "left_eye";
  private static final String RIGHT_IRIS_OUTPUT = "right_iris";
  private static final String LEFT_IRIS_OUTPUT = "left_iris";

  /** How many values each output of the network has: x and y of its points. */
  static final Map<String, Integer> OUTPUTS =
      Map.of(
          LIPS_OUTPUT,
          2 * RefinedRegion.LIPS.count(),
          RIGHT_EYE_OUTPUT,
          2 * RefinedRegion.RIGHT_EYE.count(),
          LEFT_EYE_OUTPUT,
          2 * RefinedRegion.LEFT_EYE.count(),
          RIGHT_IRIS_OUTPUT,
          2 * IRIS_POINTS,
          LEFT_IRIS_OUTPUT,
          2 * IRIS_POINTS);

  private AttentionMerge() {}

  /**
   * Merges a face.
   *
   * @param points x, y, z of all points in pixels of the picture's crop; the mesh is there
   * @param found what the network left
   * @param transforms from each region's crop to the feature maps
   */
  static void merge(float[] points, Slot found, Map<RefinedRegion, RegionTransform> transforms) {
    RegionTransform lips = transforms.get(RefinedRegion.LIPS);
    RegionTransform rightEye = transforms.get(RefinedRegion.RIGHT_EYE);
    RegionTransform leftEye = transforms.get(RefinedRegion.LEFT_EYE);
    place(points, RefinedRegion.LIPS, found.output(LIPS_OUTPUT), lips);
    place(points, RefinedRegion.RIGHT_EYE, found.output(RIGHT_EYE_OUTPUT), rightEye);
    place(points, RefinedRegion.LEFT_EYE, found.output(LEFT_EYE_OUTPUT), leftEye);
    addIris(points, RIGHT_IRIS, found.output(RIGHT_IRIS_OUTPUT), rightEye, RefinedRegion.RIGHT_EYE);
    addIris(points, LEFT_IRIS, found.output(LEFT_IRIS_OUTPUT), leftEye, RefinedRegion.LEFT_EYE);
  }

  private static void place(
      float[] points, RefinedRegion region, FloatBuffer found, RegionTransform transform) {
    for (int i = 0; i < region.count(); i++) {
      place(points, region.landmark(i), found, i, transform);
    }
  }

  private static void addIris(
      float[] points, int first, FloatBuffer found, RegionTransform transform, RefinedRegion eye) {
    double sum = 0;
    for (int i = 0; i < EYE_CONTOUR_POINTS; i++) {
      sum += points[3 * eye.landmark(i) + 2];
    }
    float z = (float) (sum / EYE_CONTOUR_POINTS);
    for (int i = 0; i < IRIS_POINTS; i++) {
      place(points, first + i, found, i, transform);
      points[3 * (first + i) + 2] = z;
    }
  }

  private static void place(
      float[] points, int landmark, FloatBuffer found, int number, RegionTransform transform) {
    float x = found.get(2 * number);
    float y = found.get(2 * number + 1);
    points[3 * landmark] = transform.pictureX(x, y);
    points[3 * landmark + 1] = transform.pictureY(x, y);
  }
}
