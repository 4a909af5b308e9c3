package io.meshstream.tools.faces;

import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.vision.Face;
import io.meshstream.vision.FrameResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the faces of a landmarks record back into what the face mesh library had found. */
public final class RecordFaces {

  private RecordFaces() {}

  /**
   * Returns what a record says was found; without detections if it carries none.
   *
   * @throws IllegalArgumentException if a list of coordinates has not the length that the schema
   *     gives it
   */
  public static FrameResult of(FrameLandmarks record) {
    List<Face> faces = record.getFaces().stream().map(RecordFaces::face).toList();
    List<Detection> detections = faces.stream().flatMap(face -> face.detection().stream()).toList();
    return new FrameResult(
        faces, detections.isEmpty() ? Optional.empty() : Optional.of(detections));
  }

  /**
   * Returns a face.
   *
   * @throws IllegalArgumentException if a list of coordinates has not the length that the schema
   *     gives it
   */
  public static Face face(io.meshstream.schemas.Face face) {
    return new Face(
        face.getTrackId(),
        face.getPresence(),
        region(face.getRegion()),
        Landmarks.wrap(FloatList.toArray(face.getLandmarks())),
        Optional.ofNullable(face.getDetection()).map(RecordFaces::detection));
  }

  /** Returns the region of a face. */
  public static Region region(io.meshstream.schemas.Region region) {
    return new Region(
        region.getCenterX(),
        region.getCenterY(),
        region.getWidth(),
        region.getHeight(),
        region.getRotation());
  }

  private static Detection detection(FaceDetection detection) {
    return new Detection(
        detection.getScore(),
        new Box(
            detection.getXMin(),
            detection.getYMin(),
            detection.getXMin() + detection.getWidth(),
            detection.getYMin() + detection.getHeight()),
        keypoints(FloatList.toArray(detection.getKeypoints())));
  }

  private static List<Point> keypoints(float[] values) {
    if (values.length != 2 * Detection.KEYPOINTS) {
      throw new IllegalArgumentException(
          "keypoint values: %d (expected: %d: x, y each)"
              .formatted(values.length, 2 * Detection.KEYPOINTS));
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i += 2) {
      points.add(new Point(values[i], values[i + 1]));
    }
    return points;
  }
}
