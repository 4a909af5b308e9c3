package io.meshstream.job.tracking;

import io.meshstream.vision.TaskState;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Region;
import java.util.List;

/** Turns the session of a camera into the form that checkpoints hold, and back. */
final class CameraStates {

  private CameraStates() {}

  /** Returns the stored form. */
  static CameraState stored(CameraSession session) {
    TaskState state = session.state();
    List<TrackedFaceState> faces = state.tracks().stream().map(CameraStates::stored).toList();
    return new CameraState(
        session.epoch(),
        session.sequence(),
        state.nextTrackId(),
        state.trackedAtMicros(),
        session.debtUntilMicros(),
        faces);
  }

  private static TrackedFaceState stored(Track track) {
    Region region = track.region();
    return new TrackedFaceState(
        track.id(),
        region.centerX(),
        region.centerY(),
        region.width(),
        region.height(),
        region.rotation());
  }

  /** Returns what was stored; {@code null}, Flink's word for no state, is a camera never seen. */
  static CameraSession restored(CameraState state) {
    if (state == null) {
      return CameraSession.none();
    }
    List<Track> tracks = state.getFaces().stream().map(CameraStates::restored).toList();
    return new CameraSession(
        state.getEpoch(),
        state.getSequence(),
        state.getDebtUntilMicros(),
        new TaskState(tracks, state.getNextTrackId(), state.getTrackedAtMicros()));
  }

  private static Track restored(TrackedFaceState face) {
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
