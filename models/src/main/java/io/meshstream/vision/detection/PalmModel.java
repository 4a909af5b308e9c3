package io.meshstream.vision.detection;

import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.sampling.ValueRange;

/** The BlazePalm variants, which look for palms of hands. */
public enum PalmModel {
  /** The exact one. */
  FULL("palm-detection-full"),
  /** The fast one. */
  LITE("palm-detection-lite");

  private static final int INPUT_SIZE = 192;

  private final String network;

  PalmModel(String network) {
    this.network = network;
  }

  /** Describes the network of this detector. */
  public ModelDescriptor descriptor() {
    return network().descriptor();
  }

  SsdNetwork network() {
    return new SsdNetwork(
        network, INPUT_SIZE, ValueRange.UNIT, Anchors.palms(), Detection.PALM_KEYPOINTS);
  }
}
