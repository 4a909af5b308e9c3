package io.meshstream.vision.golden;

import io.meshstream.vision.detection.Detection;
import java.util.List;

/**
 * How far the detections of a picture are from those expected, each list best first.
 *
 * @param score the largest difference of scores
 * @param keypoint the largest distance of keypoints, as a share of the expected box
 */
record DetectionDifference(double score, double keypoint) {

  static DetectionDifference between(List<Detection> actual, List<Detection> expected) {
    if (actual.size() != expected.size()) {
      return new DetectionDifference(1, 1);
    }
    double score = 0;
    double keypoint = 0;
    for (int i = 0; i < actual.size(); i++) {
      score = Math.max(score, Math.abs(actual.get(i).score() - expected.get(i).score()));
      keypoint = Math.max(keypoint, keypointDistance(actual.get(i), expected.get(i)));
    }
    return new DetectionDifference(score, keypoint);
  }

  private static double keypointDistance(Detection actual, Detection expected) {
    double worst = 0;
    for (int k = 0; k < expected.keypoints().size(); k++) {
      double dx = actual.keypoints().get(k).x() - expected.keypoints().get(k).x();
      double dy = actual.keypoints().get(k).y() - expected.keypoints().get(k).y();
      worst =
          Math.max(worst, Math.hypot(dx / expected.box().width(), dy / expected.box().height()));
    }
    return worst;
  }
}
