package io.meshstream.job.records;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.Hand;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.topology.FaceContour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Maps faces as the library finds them to faces as records hold them, and back.
 *
 * <p>Both have the same units and coordinates, so numbers pass as they are. A face that was
 * detected but has no landmarks has an empty list of them, and so has one whose landmarks are not
 * to leave the job.
 */
public final class FaceRecords {

  private static final float[] NO_LANDMARKS = {};

  /** What a face takes beside its lists of numbers, generously. */
  private static final int FACE_OVERHEAD_BYTES = 200;

  private FaceRecords() {}

  /**
   * Returns the faces of a record. Where so many have a metric mesh that the record, with its
   * hands, would not fit into {@link ContractLimits#LANDMARKS_BYTES}, the last ones are left
   * without; where that is not enough, without the contours that follow from their landmarks.
   */
  public static List<Face> of(TaskResult result, FaceForm form) {
    List<Face> faces = new ArrayList<>();
    result.faces().forEach(face -> faces.add(of(face, form)));
    long most = ContractLimits.LANDMARKS_BYTES - HandRecords.bytes(result.hands());
    shorten(faces, most, face -> Face.newBuilder(face).setMetricMesh(null).build());
    shorten(faces, most, FaceRecords::withoutDerivedContours);
    return faces;
  }

  /** Makes faces smaller from the last one on until all fit. */
  private static void shorten(List<Face> faces, long most, UnaryOperator<Face> smaller) {
    long bytes = faces.stream().mapToLong(FaceRecords::bytes).sum();
    for (int i = faces.size() - 1; i >= 0 && bytes > most; i--) {
      bytes -= bytes(faces.get(i));
      faces.set(i, smaller.apply(faces.get(i)));
      bytes += bytes(faces.get(i));
    }
  }

  private static Face withoutDerivedContours(Face face) {
    return face.getLandmarks().isEmpty() ? face : Face.newBuilder(face).setContours(null).build();
  }

  /** What a face takes in a record, at most. */
  private static long bytes(Face face) {
    return FACE_OVERHEAD_BYTES
        + bytes(face.getLandmarks())
        + bytes(face.getPoseMatrix())
        + bytes(face.getBlendshapes())
        + bytes(face.getIrises())
        + bytes(face.getMetricMesh())
        + bytes(face.getRegionPoses())
        + bytes(face.getContours());
  }

  private static long bytes(List<Float> values) {
    return values == null ? 0 : (long) Float.BYTES * values.size();
  }

  /** Returns the face of a record. */
  public static Face of(io.meshstream.vision.Face face, FaceForm form) {
    Landmarks landmarks = face.landmarks();
    boolean hasDetection = form.detections() || landmarks.count() == 0;
    Face.Builder record =
        Face.newBuilder()
            .setTrackId(face.trackId())
            .setPresence(face.presence())
            .setRegion(RegionRecords.of(face.region()))
            .setLandmarks(FloatList.view(form.mesh() ? mesh(landmarks) : NO_LANDMARKS))
            .setDetection(
                hasDetection ? face.detection().map(DetectionRecords::ofFace).orElse(null) : null);
    if (form.mesh() && landmarks.count() > Landmarks.MESH_POINTS) {
      record.setIrises(FloatList.view(landmarks.toArray(Landmarks.MESH_POINTS, landmarks.count())));
    }
    if (form.contours()) {
      contours(face).ifPresent(points -> record.setContours(FloatList.view(points)));
    }
    face.details()
        .blendshapes()
        .ifPresent(blendshapes -> record.setBlendshapes(FloatList.view(blendshapes.toArray())));
    SignalRecords.put(face.details(), record);
    face.details().geometry().ifPresent(geometry -> GeometryRecords.put(geometry, form, record));
    return record.build();
  }

  private static Optional<float[]> contours(io.meshstream.vision.Face face) {
    return face.landmarks().count() > 0
        ? Optional.of(FaceContour.points(face.landmarks()))
        : face.details().contours().map(Landmarks::toArray);
  }

  private static float[] mesh(Landmarks landmarks) {
    return landmarks.toArray(0, Math.min(landmarks.count(), Landmarks.MESH_POINTS));
  }

  /** Returns the status of a frame in which these faces were found, or none. */
  public static FrameStatus status(List<?> faces) {
    return faces.isEmpty() ? FrameStatus.NO_FACE : FrameStatus.FACES;
  }

  /**
   * Returns what a record says was found, hands as well; without detections if it holds none.
   *
   * @throws IllegalArgumentException if a list of coordinates has not the length that the schema
   *     gives it, or a hand is neither left nor right
   */
  public static TaskResult toResult(FrameLandmarks record) {
    List<io.meshstream.vision.Face> faces =
        record.getFaces().stream().map(FaceRecords::toFace).toList();
    List<Detection> detections = faces.stream().flatMap(face -> face.detection().stream()).toList();
    List<Hand> hands = HandRecords.toHands(record);
    List<Detection> palms = hands.stream().flatMap(hand -> hand.palm().stream()).toList();
    return new TaskResult(faces, anyOf(detections), hands, anyOf(palms));
  }

  private static Optional<List<Detection>> anyOf(List<Detection> detections) {
    return Optional.of(detections).filter(each -> !each.isEmpty());
  }

  /** Returns the face that a record holds, as {@link #toResult} does. */
  public static io.meshstream.vision.Face toFace(Face face) {
    return new io.meshstream.vision.Face(
        face.getTrackId(),
        face.getPresence(),
        RegionRecords.toRegion(face.getRegion()),
        toLandmarks(face),
        Optional.ofNullable(face.getDetection()).map(DetectionRecords::toDetection),
        SignalRecords.with(
            FaceDetails.none()
                .withBlendshapes(toBlendshapes(face.getBlendshapes()))
                .withGeometry(GeometryRecords.toGeometry(face))
                .withContours(toContours(face)),
            face.getSignals()));
  }

  private static Optional<Blendshapes> toBlendshapes(List<Float> scores) {
    return Optional.ofNullable(scores).map(FloatList::toArray).map(Blendshapes::wrap);
  }

  private static Optional<Landmarks> toContours(Face face) {
    if (face.getContours() == null || !face.getLandmarks().isEmpty()) {
      return Optional.empty();
    }
    float[] points = FloatList.toArray(face.getContours());
    if (points.length != 3 * FaceContour.totalPoints()) {
      throw new IllegalArgumentException(
          "contours: %d values (expected: %d: x, y, z of each point)"
              .formatted(points.length, 3 * FaceContour.totalPoints()));
    }
    return Optional.of(Landmarks.wrap(points));
  }

  private static Landmarks toLandmarks(Face face) {
    float[] mesh = FloatList.toArray(face.getLandmarks());
    if (face.getIrises() == null || mesh.length != 3 * Landmarks.MESH_POINTS) {
      return Landmarks.wrap(mesh);
    }
    float[] irises = FloatList.toArray(face.getIrises());
    float[] all = Arrays.copyOf(mesh, mesh.length + irises.length);
    System.arraycopy(irises, 0, all, mesh.length, irises.length);
    return Landmarks.wrap(all);
  }
}
