package io.meshstream.vision.pose;

import io.meshstream.vision.geometry.Landmarks;
import java.util.Optional;

/**
 * Finds where a face is in space from its landmarks, as MediaPipe's {@code geometry_pipeline} does:
 * the size of the head is taken to be the canonical one, which gives the distance. Immutable and
 * thread-safe.
 *
 * <p>MediaPipe computes with 32 bits, this with 64: the results differ by its rounding.
 */
public final class FaceGeometrySolver {

  /** Landmarks that lie within this distance of their mean are no face. */
  private static final double COMPACT = 1e-3;

  private final ProcrustesSolver procrustes = new ProcrustesSolver();
  private final double heightAtOne;

  /**
   * Makes a solver.
   *
   * @param camera what took the pictures
   */
  public FaceGeometrySolver(PerspectiveCamera camera) {
    this.heightAtOne = camera.heightAtOne();
  }

  /**
   * Solves a face.
   *
   * @param landmarks 468 or more points
   * @param width the picture's width in pixels, or in any unit
   * @param height its height in the same unit
   * @return empty if the landmarks lie too close together, are not numbers, or are fewer
   */
  public Optional<MetricFace> solve(Landmarks landmarks, int width, int height) {
    if (landmarks.count() < Landmarks.MESH_POINTS || isCompact(landmarks)) {
      return Optional.empty();
    }
    ScreenFace screen = ScreenFace.of(landmarks, heightAtOne * width / height, heightAtOne);
    double[] points = new double[3 * ProcrustesSolver.count()];
    writeFlat(screen, points);
    Optional<Similarity> flat = procrustes.solve(points);
    if (flat.isEmpty()) {
      return Optional.empty();
    }
    double scale = flat.get().scale();
    write(screen, scale, points);
    Optional<Similarity> rough = procrustes.solve(points);
    if (rough.isEmpty()) {
      return Optional.empty();
    }
    double metricScale = scale * rough.get().scale();
    write(screen, metricScale, points);
    return procrustes.solve(points).map(pose -> new MetricFace(screen, metricScale, pose));
  }

  private static void writeFlat(ScreenFace screen, double[] points) {
    for (int i = 0; i < ProcrustesSolver.count(); i++) {
      screen.writeFlat(ProcrustesSolver.landmark(i), points, 3 * i);
    }
  }

  private static void write(ScreenFace screen, double scale, double[] points) {
    for (int i = 0; i < ProcrustesSolver.count(); i++) {
      screen.write(ProcrustesSolver.landmark(i), scale, points, 3 * i);
    }
  }

  /** Tells whether the points lie within a thousandth of the picture; so do those that are NaN. */
  private static boolean isCompact(Landmarks landmarks) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < Landmarks.MESH_POINTS; i++) {
      meanX += landmarks.x(i) / Landmarks.MESH_POINTS;
      meanY += landmarks.y(i) / Landmarks.MESH_POINTS;
    }
    double furthest = 0;
    for (int i = 0; i < Landmarks.MESH_POINTS; i++) {
      double dx = landmarks.x(i) - meanX;
      double dy = landmarks.y(i) - meanY;
      furthest = Math.max(furthest, dx * dx + dy * dy);
    }
    return !(furthest > COMPACT * COMPACT);
  }
}
