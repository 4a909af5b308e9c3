package io.meshstream.vision.signals;

import io.meshstream.vision.pose.PoseMatrix;
import java.util.Optional;

/**
 * What the landmarks of a face show.
 *
 * @param eyeOpennessLeft see {@link EyeOpenness}; the subject's left eye
 * @param eyeOpennessRight the same of the right eye
 * @param mouthOpenness see {@link MouthOpenness}
 * @param frontalness see {@link Frontalness}; 0 to 1
 * @param faceSize see {@link FaceSize}; pixels
 * @param gazeZone see {@link Gaze}; empty where nobody can say
 */
public record FaceSignals(
    float eyeOpennessLeft,
    float eyeOpennessRight,
    float mouthOpenness,
    float frontalness,
    float faceSize,
    Optional<GazeZone> gazeZone) {

  /**
   * Computes the signals of a face.
   *
   * @return empty if landmarks are not numbers, or corners of eyes or mouth coincide
   */
  public static Optional<FaceSignals> of(FacePoints face, PoseMatrix pose) {
    FaceSignals signals =
        new FaceSignals(
            (float) EyeOpenness.left(face),
            (float) EyeOpenness.right(face),
            (float) MouthOpenness.of(face),
            (float) Frontalness.of(pose),
            (float) FaceSize.of(face),
            Gaze.of(face, pose));
    return signals.areNumbers() ? Optional.of(signals) : Optional.empty();
  }

  private boolean areNumbers() {
    return Float.isFinite(eyeOpennessLeft)
        && Float.isFinite(eyeOpennessRight)
        && Float.isFinite(mouthOpenness)
        && Float.isFinite(frontalness)
        && Float.isFinite(faceSize);
  }
}
