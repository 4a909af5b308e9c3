package io.meshstream.vision;

/** The tasks that there are. */
public enum TaskKind {
  /** MediaPipe's Face Mesh: faces are tracked from frame to frame and their landmarks read. */
  FACE_MESH,
  /** MediaPipe's Face Detection: faces are detected in every frame, with six keypoints each. */
  FACE_DETECTION,
  /**
   * The Face Landmarker of MediaPipe Tasks: another landmark model, of 478 points with the irises,
   * which can give {@linkplain FaceDetail#BLENDSHAPES blendshapes}; faces are tracked by rules that
   * differ a little.
   */
  FACE_LANDMARKER,
  /**
   * MediaPipe Hands: hands are tracked from frame to frame, and of each 21 landmarks read. The
   * other tasks can do that beside theirs: {@link HandOptions#enabled()}.
   */
  HANDS
}
