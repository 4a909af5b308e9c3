package io.meshstream.job.records;

import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.PalmDetection;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps what detectors saw to what records hold of it, and back: a box is its edges to the library
 * and an edge and a size to a record.
 */
final class DetectionRecords {

  private DetectionRecords() {}

  static FaceDetection ofFace(Detection detection) {
    Box box = detection.box();
    return new FaceDetection(
        detection.score(), box.xMin(), box.yMin(), box.width(), box.height(), keypoints(detection));
  }

  static PalmDetection ofPalm(Detection detection) {
    Box box = detection.box();
    return new PalmDetection(
        detection.score(), box.xMin(), box.yMin(), box.width(), box.height(), keypoints(detection));
  }

  private static List<Float> keypoints(Detection detection) {
    float[] values = new float[2 * detection.keypoints().size()];
    for (int i = 0; i < detection.keypoints().size(); i++) {
      Point point = detection.keypoints().get(i);
      values[2 * i] = point.x();
      values[2 * i + 1] = point.y();
    }
    return FloatList.view(values);
  }

  /**
   * Returns what a record says was seen.
   *
   * @throws IllegalArgumentException if it has not the number of keypoints of a face
   */
  static Detection toDetection(FaceDetection detection) {
    return new Detection(
        detection.getScore(),
        box(detection.getXMin(), detection.getYMin(), detection.getWidth(), detection.getHeight()),
        toKeypoints(detection.getKeypoints(), Detection.FACE_KEYPOINTS));
  }

  /**
   * Returns what a record says was seen.
   *
   * @throws IllegalArgumentException if it has not the number of keypoints of a palm
   */
  static Detection toDetection(PalmDetection detection) {
    return new Detection(
        detection.getScore(),
        box(detection.getXMin(), detection.getYMin(), detection.getWidth(), detection.getHeight()),
        toKeypoints(detection.getKeypoints(), Detection.PALM_KEYPOINTS));
  }

  private static Box box(float xMin, float yMin, float width, float height) {
    return new Box(xMin, yMin, xMin + width, yMin + height);
  }

  private static List<Point> toKeypoints(List<Float> list, int count) {
    float[] values = FloatList.toArray(list);
    if (values.length != 2 * count) {
      throw new IllegalArgumentException(
          "keypoint values: %d (expected: %d: x, y each)".formatted(values.length, 2 * count));
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      points.add(new Point(values[i], values[i + 1]));
    }
    return points;
  }
}
