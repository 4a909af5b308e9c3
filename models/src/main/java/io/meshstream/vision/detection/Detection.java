package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import java.util.List;

/**
 * A face or a palm found by a detector.
 *
 * @param score sigmoid of the detector's logit, 0 to 1
 * @param box the bounding box of the face, or of the palm without its fingers
 * @param keypoints of a face {@value #FACE_KEYPOINTS} points: right eye, left eye (the subject's),
 *     nose tip, mouth centre, right ear tragion, left ear tragion. Of a palm {@value
 *     #PALM_KEYPOINTS}: wrist, the knuckles of index, middle, ring and little finger, and the two
 *     joints of the thumb next to the wrist
 */
public record Detection(float score, Box box, List<Point> keypoints) {

  /** Number of keypoints of every face. */
  public static final int FACE_KEYPOINTS = 6;

  /** Number of keypoints of every palm. */
  public static final int PALM_KEYPOINTS = 7;

  private static final int RIGHT_EYE = 0;
  private static final int LEFT_EYE = 1;
  private static final int WRIST = 0;
  private static final int MIDDLE_KNUCKLE = 2;

  /** Copies the list and checks its length. */
  public Detection {
    keypoints = List.copyOf(keypoints);
    int count = keypoints.size();
    if (count != FACE_KEYPOINTS && count != PALM_KEYPOINTS) {
      throw new IllegalArgumentException(
          "keypoints: %d (expected: %d of a face, %d of a palm)"
              .formatted(count, FACE_KEYPOINTS, PALM_KEYPOINTS));
    }
  }

  /** Returns a subject's right eye, on the left of an unmirrored picture. */
  public Point rightEye() {
    return keypoints.get(RIGHT_EYE);
  }

  /** Returns a subject's left eye, on the right of an unmirrored picture. */
  public Point leftEye() {
    return keypoints.get(LEFT_EYE);
  }

  /** Returns the wrist of a palm. */
  public Point wrist() {
    return keypoints.get(WRIST);
  }

  /** Returns the knuckle of a palm's middle finger. */
  public Point middleKnuckle() {
    return keypoints.get(MIDDLE_KNUCKLE);
  }
}
