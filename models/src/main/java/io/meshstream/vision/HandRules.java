package io.meshstream.vision;

/** The rules by which MediaPipe follows hands; it has two sets of them. */
public enum HandRules {
  /** Those of MediaPipe Hands, the legacy solution. */
  LEGACY,
  /**
   * Those of MediaPipe Tasks' Hand Landmarker. The region of a detected palm is turned by 26.6
   * degrees, since its graph takes 90 degrees for radians; a tracked hand comes before one that is
   * detected, and there are no more hands than are sought; a hand whose landmarks lie over
   * another's is left out; and left and right are those of a picture that is not mirrored.
   */
  TASKS
}
