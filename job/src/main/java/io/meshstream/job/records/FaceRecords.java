package io.meshstream.job.records;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Region;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Maps faces as the library finds them to faces as records hold them, and back.
 *
 * <p>Both have the same units and coordinates, so numbers pass as they are; only a detection's box
 * is its edges to the library and an edge and a size to a record. A face that was detected but has
 * no landmarks has an empty list of them, and so has one whose landmarks are not to leave the job.
 */
public final class FaceRecords {

  private static final float[] NO_LANDMARKS = {};

  private FaceRecords() {}

  /**
   * Returns the faces of a record.
   *
   * @param detections whether they hold what the detector saw of them; a face without landmarks
   *     always does
   */
  public static List<Face> of(TaskResult result, boolean detections) {
    return result.faces().stream().map(face -> of(face, detections)).toList();
  }

  /** Returns the face of a record, as {@link #of(TaskResult, boolean)} does. */
  public static Face of(io.meshstream.vision.Face face, boolean detections) {
    return of(face, face.landmarks().toArray(), detections);
  }

  /**
   * Returns the faces of a record, as {@link #of(TaskResult, boolean)} does, but for their
   * landmarks, of which the record has none.
   */
  public static List<Face> withoutLandmarks(TaskResult result, boolean detections) {
    return result.faces().stream().map(face -> of(face, NO_LANDMARKS, detections)).toList();
  }

  private static Face of(io.meshstream.vision.Face face, float[] landmarks, boolean detections) {
    boolean hasDetection = detections || face.landmarks().count() == 0;
    return Face.newBuilder()
        .setTrackId(face.trackId())
        .setPresence(face.presence())
        .setRegion(region(face.region()))
        .setLandmarks(FloatList.view(landmarks))
        .setDetection(
            hasDetection ? face.detection().map(FaceRecords::detection).orElse(null) : null)
        .build();
  }

  private static Region region(io.meshstream.vision.geometry.Region region) {
    return new Region(
        region.centerX(), region.centerY(), region.width(), region.height(), region.rotation());
  }

  private static FaceDetection detection(Detection detection) {
    Box box = detection.box();
    float[] keypoints = new float[2 * Detection.KEYPOINTS];
    for (int i = 0; i < Detection.KEYPOINTS; i++) {
      Point point = detection.keypoints().get(i);
      keypoints[2 * i] = point.x();
      keypoints[2 * i + 1] = point.y();
    }
    return new FaceDetection(
        detection.score(),
        box.xMin(),
        box.yMin(),
        box.width(),
        box.height(),
        FloatList.view(keypoints));
  }

  /** Returns the status of a frame in which these faces were found, or none. */
  public static FrameStatus status(List<?> faces) {
    return faces.isEmpty() ? FrameStatus.NO_FACE : FrameStatus.FACES;
  }

  /**
   * Returns what a record says was found; without detections if it holds none.
   *
   * @throws IllegalArgumentException if a list of coordinates has not the length that the schema
   *     gives it
   */
  public static TaskResult toResult(FrameLandmarks record) {
    List<io.meshstream.vision.Face> faces =
        record.getFaces().stream().map(FaceRecords::toFace).toList();
    List<Detection> detections = faces.stream().flatMap(face -> face.detection().stream()).toList();
    return new TaskResult(faces, detections.isEmpty() ? Optional.empty() : Optional.of(detections));
  }

  /** Returns the face that a record holds, as {@link #toResult} does. */
  public static io.meshstream.vision.Face toFace(Face face) {
    return new io.meshstream.vision.Face(
        face.getTrackId(),
        face.getPresence(),
        toRegion(face.getRegion()),
        Landmarks.wrap(FloatList.toArray(face.getLandmarks())),
        Optional.ofNullable(face.getDetection()).map(FaceRecords::toDetection));
  }

  private static io.meshstream.vision.geometry.Region toRegion(Region region) {
    return new io.meshstream.vision.geometry.Region(
        region.getCenterX(),
        region.getCenterY(),
        region.getWidth(),
        region.getHeight(),
        region.getRotation());
  }

  private static Detection toDetection(FaceDetection detection) {
    return new Detection(
        detection.getScore(),
        new Box(
            detection.getXMin(),
            detection.getYMin(),
            detection.getXMin() + detection.getWidth(),
            detection.getYMin() + detection.getHeight()),
        toKeypoints(FloatList.toArray(detection.getKeypoints())));
  }

  private static List<Point> toKeypoints(float[] values) {
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
