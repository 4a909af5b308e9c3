package io.meshstream.vision.sampling;

/** What lies beyond the picture's edge. */
public enum Border {
  /** Black, before the value range is applied: the bars of the detector's letterbox. */
  BLACK,
  /** The nearest pixel of the picture: the landmark model's crop. */
  REPLICATE
}
