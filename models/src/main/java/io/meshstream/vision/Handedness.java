package io.meshstream.vision;

/** Which of a person's hands it is. */
public enum Handedness {
  /** The left hand. */
  LEFT,
  /** The right hand. */
  RIGHT
}
