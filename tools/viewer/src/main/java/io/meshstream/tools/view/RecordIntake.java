package io.meshstream.tools.view;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.PalmDetection;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.registry.RegistryException;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.topology.FaceContour;
import java.util.List;
import java.util.Optional;

/** Reads records of the landmarks topic, and refuses those that a browser could not show. */
final class RecordIntake {

  private static final int MAX_POINTS = Landmarks.MESH_POINTS + Landmarks.IRIS_POINTS;
  private static final int MAX_MATRIX = 16;
  private static final int MAX_BLENDSHAPES = 52;
  private static final int MAX_REGIONS = 4;
  private static final int MAX_CONTOUR_POINTS = FaceContour.totalPoints();

  private final RecordCodec<FrameLandmarks> codec;

  RecordIntake(RecordCodecs codecs) {
    this.codec = codecs.reading(SingleObjectCodec.ofFrameLandmarks());
  }

  /**
   * Reads one record.
   *
   * @param value the record's value; may be null
   * @return empty if it cannot be shown
   */
  Optional<FrameLandmarks> read(byte[] value) {
    if (value == null || value.length > ContractLimits.LANDMARKS_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(codec.decode(value)).filter(RecordIntake::isShowable);
    } catch (MessageFormatException | RegistryException e) {
      return Optional.empty();
    }
  }

  private static boolean isShowable(FrameLandmarks landmarks) {
    return CameraId.isOfKey(landmarks.getCameraId())
        && landmarks.getFaces().size() <= ContractLimits.FACES
        && landmarks.getFaces().stream().allMatch(RecordIntake::isShowable)
        && landmarks.getHands().size() <= ContractLimits.HANDS
        && landmarks.getHands().stream().allMatch(RecordIntake::isShowable);
  }

  private static boolean isShowable(Face face) {
    return isShowable(face.getLandmarks(), /* dimensions= */ 3, MAX_POINTS)
        && isShowable(face.getPoseMatrix(), /* dimensions= */ 1, MAX_MATRIX)
        && isShowable(face.getBlendshapes(), /* dimensions= */ 1, MAX_BLENDSHAPES)
        && isShowable(face.getIrises(), /* dimensions= */ 3, Landmarks.IRIS_POINTS)
        && isShowable(face.getMetricMesh(), /* dimensions= */ 3, MAX_POINTS)
        && isShowable(face.getRegionPoses(), MAX_MATRIX, MAX_REGIONS)
        && isShowable(face.getContours(), /* dimensions= */ 3, MAX_CONTOUR_POINTS)
        && isShowable(face.getDetection());
  }

  private static boolean isShowable(FaceDetection detection) {
    return detection == null
        || isShowable(detection.getKeypoints(), /* dimensions= */ 2, Detection.FACE_KEYPOINTS);
  }

  private static boolean isShowable(Hand hand) {
    return isShowable(hand.getLandmarks(), /* dimensions= */ 3, Landmarks.HAND_POINTS)
        && isShowable(hand.getWorldLandmarks(), /* dimensions= */ 3, Landmarks.HAND_POINTS)
        && isShowable(hand.getDetection());
  }

  private static boolean isShowable(PalmDetection detection) {
    return detection == null
        || isShowable(detection.getKeypoints(), /* dimensions= */ 2, Detection.PALM_KEYPOINTS);
  }

  private static boolean isShowable(List<Float> values, int dimensions, int maxPoints) {
    return values == null
        || (values.size() % dimensions == 0 && values.size() <= dimensions * maxPoints);
  }
}
