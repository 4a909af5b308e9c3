package io.meshstream.vision.detection;

import io.meshstream.vision.inference.ModelId;

/** The BlazeFace variants that can look for faces. */
public enum DetectorModel {
  /** For faces of at least a tenth of the picture's longer side; what Face Mesh uses. */
  SHORT_RANGE(ModelId.FACE_DETECTION_SHORT_RANGE, 128),
  /** For faces further away; about three times the work. */
  FULL_RANGE(ModelId.FACE_DETECTION_FULL_RANGE, 192);

  private final ModelId id;
  private final int inputSize;

  DetectorModel(ModelId id, int inputSize) {
    this.id = id;
    this.inputSize = inputSize;
  }

  /** The network of this detector. */
  public ModelId modelId() {
    return id;
  }

  /** Side of the square input, in pixels. */
  int inputSize() {
    return inputSize;
  }

  Anchors anchors() {
    return switch (this) {
      case SHORT_RANGE -> Anchors.shortRange();
      case FULL_RANGE -> Anchors.fullRange();
    };
  }
}
