package io.meshstream.job.tracking;

import io.meshstream.vision.TrackedFace;
import io.meshstream.vision.TrackingState;
import io.meshstream.vision.geometry.Region;
import java.util.List;

/** Turns what is remembered of a camera into the form that checkpoints hold, and back. */
final class CameraStates {

  private CameraStates() {}

  /** The stored form. */
  static CameraState stored(CameraMemory memory) {
    List<TrackedFaceState> faces =
        memory.tracking().faces().stream().map(CameraStates::stored).toList();
    return new CameraState(
        memory.epoch(),
        memory.sequence(),
        memory.tracking().nextTrackId(),
        memory.trackedAtMicros(),
        memory.debtUntilMicros(),
        faces);
  }

  private static TrackedFaceState stored(TrackedFace face) {
    Region region = face.region();
    return new TrackedFaceState(
        face.trackId(),
        region.centerX(),
        region.centerY(),
        region.width(),
        region.height(),
        region.rotation());
  }

  /** What was remembered; {@code null}, Flink's word for no state, is a camera never seen. */
  static CameraMemory remembered(CameraState state) {
    if (state == null) {
      return CameraMemory.none();
    }
    List<TrackedFace> faces = state.getFaces().stream().map(CameraStates::remembered).toList();
    return new CameraMemory(
        state.getEpoch(),
        state.getSequence(),
        state.getTrackedAtMicros(),
        state.getDebtUntilMicros(),
        new TrackingState(faces, state.getNextTrackId()));
  }

  private static TrackedFace remembered(TrackedFaceState face) {
    Region region =
        new Region(
            face.getCenterX(),
            face.getCenterY(),
            face.getWidth(),
            face.getHeight(),
            face.getRotation());
    return new TrackedFace(face.getTrackId(), region);
  }
}
