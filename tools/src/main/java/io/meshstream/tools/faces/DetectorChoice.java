package io.meshstream.tools.faces;

import io.meshstream.vision.detection.DetectorModel;

/** The detectors by the names that the command line gives them. */
enum DetectorChoice {
  /** The short-range detector. */
  SHORT(DetectorModel.SHORT_RANGE),
  /** The full-range detector. */
  FULL(DetectorModel.FULL_RANGE);

  private final DetectorModel model;

  DetectorChoice(DetectorModel model) {
    this.model = model;
  }

  DetectorModel model() {
    return model;
  }
}
