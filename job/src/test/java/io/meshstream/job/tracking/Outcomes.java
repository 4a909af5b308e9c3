package io.meshstream.job.tracking;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.Hand;
import io.meshstream.schemas.Handedness;
import io.meshstream.schemas.Region;
import io.meshstream.schemas.testing.TestingRecords;
import io.meshstream.vision.TaskState;
import java.util.List;

/** Makes outcomes of frames without any frame. */
final class Outcomes {

  private static final CameraSession BEGUN = new CameraSession(0, 0, -1, -1, TaskState.initial());

  private static final Hand HAND =
      Hand.newBuilder()
          .setTrackId(1)
          .setPresence(1)
          .setHandedness(Handedness.LEFT)
          .setHandednessScore(1)
          .setRegion(new Region(0.5f, 0.5f, 0.5f, 0.5f, 0f))
          .setLandmarks(List.of())
          .setWorldLandmarks(List.of())
          .build();

  private Outcomes() {}

  /**
   * The outcome of a frame of a camera that has begun.
   *
   * @param reason as in its record; may be null
   */
  static FrameOutcome of(FrameStatus status, String reason, boolean detectorRan) {
    return of(BEGUN, status, reason, new DetectorRuns(detectorRan, false), List.of());
  }

  /** The outcome of a frame without faces that shows a hand. */
  static FrameOutcome ofHand(boolean palmDetectorRan) {
    DetectorRuns detectors = new DetectorRuns(false, palmDetectorRan);
    return of(BEGUN, FrameStatus.NO_FACE, null, detectors, List.of(HAND));
  }

  /** The outcome of a frame that does not say which one it is, of a camera never seen. */
  static FrameOutcome unidentified() {
    return of(
        CameraSession.none(),
        FrameStatus.REJECTED,
        "MESSAGE_EMPTY: text",
        DetectorRuns.none(),
        List.of());
  }

  private static FrameOutcome of(
      CameraSession session,
      FrameStatus status,
      String reason,
      DetectorRuns detectors,
      List<Hand> hands) {
    boolean isAnalysed = status == FrameStatus.FACES || status == FrameStatus.NO_FACE;
    FrameLandmarks landmarks =
        FrameLandmarks.newBuilder()
            .setCameraId("cam")
            .setEpoch(0)
            .setSequence(0)
            .setCapturedAtMicros(0)
            .setSourcePartition(0)
            .setSourceOffset(0)
            .setWidth(0)
            .setHeight(0)
            .setStatus(status)
            .setReason(reason)
            .setModelId(isAnalysed ? "m1" : "")
            .setFaces(status == FrameStatus.FACES ? List.of(TestingRecords.face(1, 0)) : List.of())
            .setHands(hands)
            .build();
    return new FrameOutcome(
        session,
        landmarks,
        status == FrameStatus.REJECTED ? List.of(deadLetter()) : List.of(),
        detectors);
  }

  private static SideOutput<DeadLetter> deadLetter() {
    return new SideOutput<>(TrackingOperatorFactory.DEAD_LETTERS, null);
  }
}
