package io.meshstream.vision;

/** MediaPipe's networks for hands: one to detect palms and one to read landmarks, of each. */
public enum HandModel {
  /** The exact ones, MediaPipe's {@code model_complexity} 1. */
  FULL,
  /** The fast ones, {@code model_complexity} 0: about half the time for a hand's landmarks. */
  LITE
}
