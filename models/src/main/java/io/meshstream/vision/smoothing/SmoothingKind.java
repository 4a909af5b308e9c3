package io.meshstream.vision.smoothing;

/** Which filter smooths landmarks. */
public enum SmoothingKind {
  /** None: every frame's landmarks are what the model read. */
  NONE,
  /** The one-euro filter (Casiez, Roussel, Vogel, 2012): strong at rest, weak in motion. */
  ONE_EURO
}
