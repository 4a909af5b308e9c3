package io.meshstream.vision.activity;

/** What a face can be seen to do. */
public enum ActivityKind {
  /** Closed both eyes and opened them again. */
  BLINK,
  /** Held the mouth wide open. */
  YAWN,
  /** The mouth began to move as with speech. */
  SPEAKING_STARTED,
  /** It moves so no longer. */
  SPEAKING_ENDED,
  /** The eyes were closed for much of the last minute. */
  DROWSINESS_STARTED,
  /** They no longer are. */
  DROWSINESS_ENDED
}
