package io.meshstream.vision;

/** What is taken for a left hand: MediaPipe's model alone cannot tell whether it sees a mirror. */
public enum HandednessRule {
  /**
   * As MediaPipe labels hands: by {@link HandRules#LEGACY} as if pictures were mirrored, by {@link
   * HandRules#TASKS} as if they were not.
   */
  MEDIAPIPE,
  /** Pictures are mirrored, as a selfie is shown: right for such, by either rules. */
  MIRRORED,
  /** Pictures are as a camera takes them: right for such, by either rules. */
  UNMIRRORED
}
