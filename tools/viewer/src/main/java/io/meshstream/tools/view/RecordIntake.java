package io.meshstream.tools.view;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.CameraId;
import java.util.Optional;

/** Reads records of the landmarks topic, and refuses those that a browser could not show. */
final class RecordIntake {

  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int MAX_FACES = 64;
  private static final int MAX_POINTS = 478;
  private static final int COORDINATES = 3;
  private static final int MAX_KEYPOINTS = 6;

  private final SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();

  /**
   * Reads one record.
   *
   * @param value the record's value; may be null
   * @return empty if it cannot be shown
   */
  Optional<FrameLandmarks> read(byte[] value) {
    if (value == null || value.length > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(codec.decode(value)).filter(RecordIntake::isShowable);
    } catch (MessageFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isShowable(FrameLandmarks landmarks) {
    return CameraId.isOfKey(landmarks.getCameraId())
        && landmarks.getFaces().size() <= MAX_FACES
        && landmarks.getFaces().stream().allMatch(RecordIntake::isShowable);
  }

  private static boolean isShowable(Face face) {
    int values = face.getLandmarks().size();
    return values % COORDINATES == 0
        && values <= MAX_POINTS * COORDINATES
        && isShowable(face.getDetection());
  }

  private static boolean isShowable(FaceDetection detection) {
    return detection == null || detection.getKeypoints().size() <= 2 * MAX_KEYPOINTS;
  }
}
