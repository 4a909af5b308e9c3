package io.meshstream.vision;

/** The tasks that there are. */
public enum TaskKind {
  /** MediaPipe's Face Mesh: faces are tracked from frame to frame and their landmarks read. */
  FACE_MESH,
  /** MediaPipe's Face Detection: faces are detected in every frame, with six keypoints each. */
  FACE_DETECTION
}
