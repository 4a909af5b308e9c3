package io.meshstream.job.tracking;

import io.meshstream.vision.TaskState;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Region;
import java.util.List;

/** Turns what is remembered of a camera into the form that checkpoints hold, and back. */
final class CameraStates {

  private CameraStates() {}

  /** The stored form. */
  static CameraState stored(CameraMemory memory) {
    List<TrackedFaceState> faces =
        memory.tracking().tracks().stream().map(CameraStates::stored).toList();
    return new CameraState(
        memory.epoch(),
        memory.sequence(),
        memory.tracking().nextTrackId(),
        memory.trackedAtMicros(),
        memory.debtUntilMicros(),
        faces);
  }

  private static TrackedFaceState stored(Track face) {
    Region region = face.region();
    return new TrackedFaceState(
        face.id(),
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
    List<Track> faces = state.getFaces().stream().map(CameraStates::remembered).toList();
    return new CameraMemory(
        state.getEpoch(),
        state.getSequence(),
        state.getTrackedAtMicros(),
        state.getDebtUntilMicros(),
        new TaskState(faces, state.getNextTrackId(), state.getTrackedAtMicros()));
  }

  private static Track remembered(TrackedFaceState face) {
    Region region =
        new Region(
            face.getCenterX(),
            face.getCenterY(),
            face.getWidth(),
            face.getHeight(),
            face.getRotation());
    return new Track(face.getTrackId(), region);
  }
}
