package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Weighted non-maximum suppression: overlapping detections become one, whose box and keypoints are
 * their means weighted by score.
 *
 * <p>Follows MediaPipe's {@code NonMaxSuppressionCalculator} with the {@code WEIGHTED} algorithm.
 * Equal scores keep anchor order here; MediaPipe leaves theirs open.
 */
final class WeightedSuppression {
  private final float minOverlap;

  /** Makes a suppression that merges detections whose overlap with the best exceeds a threshold. */
  WeightedSuppression(float minOverlap) {
    this.minOverlap = minOverlap;
  }

  /** Returns the merged detections, best first. */
  List<Detection> apply(List<Detection> detections) {
    List<Detection> remaining = new ArrayList<>(detections);
    remaining.sort(Comparator.comparing(Detection::score).reversed());
    List<Detection> merged = new ArrayList<>();
    while (!remaining.isEmpty()) {
      Detection seed = remaining.get(0);
      List<Detection> candidates = new ArrayList<>();
      List<Detection> apart = new ArrayList<>();
      for (Detection detection : remaining) {
        boolean overlaps = detection.box().overlap(seed.box()) > minOverlap;
        (overlaps ? candidates : apart).add(detection);
      }
      if (candidates.isEmpty()) {
        // The seed has no area and does not even overlap itself: MediaPipe stops here.
        merged.add(seed);
        break;
      }
      merged.add(mean(seed.score(), candidates));
      remaining = apart;
    }
    return merged;
  }

  private static Detection mean(float score, List<Detection> candidates) {
    int count = candidates.get(0).keypoints().size();
    float total = 0;
    float xMin = 0;
    float yMin = 0;
    float xMax = 0;
    float yMax = 0;
    float[] x = new float[count];
    float[] y = new float[count];
    for (Detection candidate : candidates) {
      float weight = candidate.score();
      Box box = candidate.box();
      total += weight;
      xMin += weight * box.xMin();
      yMin += weight * box.yMin();
      xMax += weight * box.xMax();
      yMax += weight * box.yMax();
      for (int k = 0; k < count; k++) {
        x[k] += weight * candidate.keypoints().get(k).x();
        y[k] += weight * candidate.keypoints().get(k).y();
      }
    }
    List<Point> keypoints = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      keypoints.add(new Point(x[k] / total, y[k] / total));
    }
    Box box = new Box(xMin / total, yMin / total, xMax / total, yMax / total);
    return new Detection(score, box, keypoints);
  }
}
