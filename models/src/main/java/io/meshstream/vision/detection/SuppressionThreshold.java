package io.meshstream.vision.detection;

/**
 * How much detections overlap that are of one face or palm: MediaPipe's {@code
 * min_suppression_threshold}.
 */
public enum SuppressionThreshold {
  /** That of Face Mesh and Face Detection. */
  FACE_MESH(0.3f),
  /** That of the Face Landmarker's graph, which its interface never changes. */
  FACE_LANDMARKER(0.5f),
  /** That of palms, in both of MediaPipe's solutions. */
  PALMS(0.3f);

  private final float minOverlap;

  SuppressionThreshold(float minOverlap) {
    this.minOverlap = minOverlap;
  }

  /** Returns the intersection over union that must be exceeded. */
  float minOverlap() {
    return minOverlap;
  }
}
