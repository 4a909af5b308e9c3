package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a detector's raw output into detections in the coordinates of its input, 0 to 1 across.
 *
 * <p>Follows MediaPipe's {@code TensorsToDetectionsCalculator} with the options of its face and
 * palm detectors: values are offsets from the anchor in input pixels, the score is a clipped
 * sigmoid.
 */
final class DetectionDecoder {
  private static final int FIRST_KEYPOINT_VALUE = 4;
  private static final float LOGIT_LIMIT = 100;

  private final Anchors anchors;
  private final float inputSize;
  private final int keypointCount;
  private final int valuesPerBox;
  private final float minScore;

  DetectionDecoder(SsdNetwork network, double minScore) {
    this.anchors = network.anchors();
    this.inputSize = network.inputSize();
    this.keypointCount = network.keypoints();
    this.valuesPerBox = network.valuesPerBox();
    this.minScore = (float) minScore;
  }

  /**
   * Returns the detections that reach the minimum score, in anchor order.
   *
   * @param boxes for each anchor centre x and y, width, height, and x and y of each keypoint
   * @param logits one value an anchor
   */
  List<Detection> decode(FloatBuffer boxes, FloatBuffer logits) {
    List<Detection> detections = new ArrayList<>();
    for (int anchor = 0; anchor < anchors.count(); anchor++) {
      float score = sigmoid(logits.get(anchor));
      if (score >= minScore) {
        Box box = box(boxes, anchor);
        if (box.width() >= 0 && box.height() >= 0) {
          detections.add(new Detection(score, box, keypoints(boxes, anchor)));
        }
      }
    }
    return detections;
  }

  private static float sigmoid(float logit) {
    float clipped = Math.max(-LOGIT_LIMIT, Math.min(logit, LOGIT_LIMIT));
    return 1f / (1f + (float) Math.exp(-clipped));
  }

  private Box box(FloatBuffer boxes, int anchor) {
    int at = anchor * valuesPerBox;
    float centerX = boxes.get(at) / inputSize + anchors.x(anchor);
    float centerY = boxes.get(at + 1) / inputSize + anchors.y(anchor);
    float halfWidth = boxes.get(at + 2) / inputSize / 2;
    float halfHeight = boxes.get(at + 3) / inputSize / 2;
    return new Box(
        centerX - halfWidth, centerY - halfHeight, centerX + halfWidth, centerY + halfHeight);
  }

  private List<Point> keypoints(FloatBuffer boxes, int anchor) {
    List<Point> keypoints = new ArrayList<>(keypointCount);
    int at = anchor * valuesPerBox + FIRST_KEYPOINT_VALUE;
    for (int k = 0; k < keypointCount; k++, at += 2) {
      keypoints.add(
          new Point(
              boxes.get(at) / inputSize + anchors.x(anchor),
              boxes.get(at + 1) / inputSize + anchors.y(anchor)));
    }
    return keypoints;
  }
}
