package io.meshstream.job.tracking;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import java.util.Optional;

/**
 * What became of one frame.
 *
 * @param memory what is remembered of its camera from now on
 * @param landmarks the frame's record
 * @param deadLetter the frame itself, if it was rejected
 * @param detectorRan whether the detector looked at the whole picture
 */
public record Outcome(
    CameraMemory memory,
    FrameLandmarks landmarks,
    Optional<DeadLetter> deadLetter,
    boolean detectorRan) {

  /** Whether the frame was shed. */
  boolean isShed() {
    return landmarks.getStatus() == FrameStatus.SHED;
  }

  /** The word for machines with which the reason of its record begins, if that has one. */
  Optional<String> reason() {
    return Optional.ofNullable(landmarks.getReason())
        .map(reason -> reason.substring(0, reason.indexOf(':')));
  }
}
