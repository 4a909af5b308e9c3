package io.meshstream.vision.inference;

/** The networks that Meshstream ships; a card beside each file says where it comes from. */
public enum ModelId {
  /** BlazeFace short range: 3x128x128 in [-1, 1] to 896 boxes and scores. */
  FACE_DETECTION_SHORT_RANGE("face-detection-short-range"),
  /** BlazeFace full range: 3x192x192 in [-1, 1] to 2,304 boxes and scores. */
  FACE_DETECTION_FULL_RANGE("face-detection-full-range"),
  /** The 468-point face mesh: 3x192x192 in [0, 1] to 1,404 coordinates and a presence logit. */
  FACE_LANDMARKS_468("face-landmarks-468");

  private final String fileName;

  ModelId(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }
}
