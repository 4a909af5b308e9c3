package io.meshstream.job.tracking;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one frame.
 *
 * @param session what is known of its camera from now on
 * @param landmarks the frame's record
 * @param sideOutputs what is written beside it
 * @param detectors which detectors ran on the whole picture
 */
record FrameOutcome(
    CameraSession session,
    FrameLandmarks landmarks,
    List<SideOutput<?>> sideOutputs,
    DetectorRuns detectors) {

  /**
   * Returns the same with events.
   *
   * @param newSession what is known of the camera with them
   */
  FrameOutcome with(CameraSession newSession, List<CameraEvent> events) {
    List<SideOutput<?>> all = new ArrayList<>(sideOutputs);
    events.forEach(event -> all.add(new SideOutput<>(TrackingOperatorFactory.EVENTS, event)));
    return new FrameOutcome(newSession, landmarks, all, detectors);
  }

  /**
   * Returns the same of a camera that was seen with the frame.
   *
   * @param timestampMillis that of the frame's record
   */
  FrameOutcome seenAt(long timestampMillis) {
    return new FrameOutcome(session.seenAt(timestampMillis), landmarks, sideOutputs, detectors);
  }

  /** Tells whether the frame was shed. */
  boolean isShed() {
    return landmarks.getStatus() == FrameStatus.SHED;
  }

  /** Tells whether models looked at the frame. */
  boolean isAnalysed() {
    return !landmarks.getModelId().isEmpty();
  }

  /** Returns the word for machines with which the reason of its record begins, if that has one. */
  Optional<String> reason() {
    return Optional.ofNullable(landmarks.getReason())
        .map(reason -> reason.substring(0, reason.indexOf(':')));
  }
}
