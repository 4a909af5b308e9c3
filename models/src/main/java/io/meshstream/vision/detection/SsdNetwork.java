package io.meshstream.vision.detection;

import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.sampling.ValueRange;
import java.util.Map;

/**
 * What one of MediaPipe's single-shot detectors takes and gives.
 *
 * @param name the network's name
 * @param inputSize the side of its input, in pixels
 * @param range the values of its input
 * @param anchors the places that it predicts from
 * @param keypoints how many points it gives of each thing that it detects
 */
record SsdNetwork(String name, int inputSize, ValueRange range, Anchors anchors, int keypoints) {
  static final String BOXES = "boxes";
  static final String SCORES = "scores";

  private static final int BOX_VALUES = 4;

  /** Returns how many values it gives for an anchor: a box, then x and y of each keypoint. */
  int valuesPerBox() {
    return BOX_VALUES + 2 * keypoints;
  }

  ModelDescriptor descriptor() {
    int count = anchors.count();
    return ModelDescriptor.ofPictures(
        name, inputSize, Map.of(BOXES, count * valuesPerBox(), SCORES, count));
  }
}
