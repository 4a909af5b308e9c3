package io.meshstream.vision.detection;

import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.sampling.ValueRange;

/** The BlazeFace variants that can look for faces. */
public enum DetectorModel {
  /** For faces of at least a tenth of the picture's longer side; what Face Mesh uses. */
  SHORT_RANGE("face-detection-short-range", 128, 1f / 8),
  /** For faces further away, what MediaPipe's Face Detection runs as such: a sparse network. */
  FULL_RANGE("face-detection-full-range-sparse", 192, 1f / 12),
  /** For faces further away, too: MediaPipe's dense network, which its packages do not run. */
  FULL_RANGE_DENSE("face-detection-full-range", 192, 1f / 12);

  private final String network;
  private final int inputSize;
  private final float smallestShare;

  DetectorModel(String network, int inputSize, float smallestShare) {
    this.network = network;
    this.inputSize = inputSize;
    this.smallestShare = smallestShare;
  }

  /** Describes the network of this detector. */
  public ModelDescriptor descriptor() {
    return network().descriptor();
  }

  /**
   * Returns the lowest score that counts unless another is asked for: {@code min_score_thresh} of
   * MediaPipe's Face Detection graphs.
   */
  public double defaultMinConfidence() {
    return this == SHORT_RANGE ? 0.5 : 0.6;
  }

  /**
   * Returns how small a face may be that is found wherever it lies, as a share of the longer side
   * of what is seen: not MediaPipe's word, but seen with a portrait at many sizes and places.
   */
  public float smallestShare() {
    return smallestShare;
  }

  SsdNetwork network() {
    return new SsdNetwork(
        network, inputSize, ValueRange.SIGNED, anchors(), Detection.FACE_KEYPOINTS);
  }

  private Anchors anchors() {
    return switch (this) {
      case SHORT_RANGE -> Anchors.shortRange();
      case FULL_RANGE, FULL_RANGE_DENSE -> Anchors.fullRange();
    };
  }
}
