package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import java.util.List;

/**
 * A face found by the detector.
 *
 * @param score sigmoid of the detector's logit, 0 to 1
 * @param box the face's bounding box
 * @param keypoints six points: right eye, left eye (the subject's), nose tip, mouth centre, right
 *     ear tragion, left ear tragion
 */
public record Detection(float score, Box box, List<Point> keypoints) {

  /** Number of keypoints of every detection. */
  public static final int KEYPOINTS = 6;

  private static final int RIGHT_EYE = 0;
  private static final int LEFT_EYE = 1;

  /** Copies the list and checks its length. */
  public Detection {
    keypoints = List.copyOf(keypoints);
    if (keypoints.size() != KEYPOINTS) {
      throw new IllegalArgumentException(
          "keypoints: " + keypoints.size() + " (expected: " + KEYPOINTS + ")");
    }
  }

  /** Returns the subject's right eye, on the left of an unmirrored picture. */
  public Point rightEye() {
    return keypoints.get(RIGHT_EYE);
  }

  /** Returns the subject's left eye, on the right of an unmirrored picture. */
  public Point leftEye() {
    return keypoints.get(LEFT_EYE);
  }
}
