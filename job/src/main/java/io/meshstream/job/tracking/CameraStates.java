package io.meshstream.job.tracking;

import io.meshstream.job.control.SettingsOrigin;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.vision.LostTrack;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Region;
import java.util.List;
import java.util.Optional;

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
        session.seenAtMillis(),
        session.debtUntilMicros(),
        faces,
        session.history().map(CameraStates::stored).orElse(null),
        state.lost().stream().map(CameraStates::stored).toList(),
        state.nextTile(),
        HandStates.stored(state.hands()));
  }

  private static LostFaceState stored(LostTrack track) {
    Region region = track.region();
    return new LostFaceState(
        track.id(),
        region.centerX(),
        region.centerY(),
        region.width(),
        region.height(),
        region.rotation(),
        track.frames());
  }

  private static CameraHistoryState stored(CameraHistory history) {
    return new CameraHistoryState(
        history.position().partition(),
        history.position().offset(),
        history.capturedAtMicros(),
        history.isStalled(),
        history.settings().ofAll(),
        history.settings().ofCamera(),
        history.modelId(),
        history.tracks().stream().map(CameraStates::stored).toList());
  }

  private static TrackHistoryState stored(TrackHistory track) {
    return new TrackHistoryState(
        track.id(), track.firstCapturedAtMicros(), track.lastCapturedAtMicros(), track.frames());
  }

  private static TrackedFaceState stored(Track track) {
    Region region = track.region();
    return new TrackedFaceState(
        track.id(),
        region.centerX(),
        region.centerY(),
        region.width(),
        region.height(),
        region.rotation(),
        track.filter().isPresent());
  }

  /** Tells whether something was stored of a camera's landmarks beside its state. */
  static boolean isSmoothed(CameraState state) {
    return state != null && state.getFaces().stream().anyMatch(TrackedFaceState::getSmoothed);
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
        state.getSeenAtMillis(),
        state.getDebtUntilMicros(),
        new TaskState(
            tracks,
            state.getNextTrackId(),
            state.getTrackedAtMicros(),
            state.getLost().stream().map(CameraStates::restored).toList(),
            state.getNextTile(),
            HandStates.restored(state.getHands())),
        Optional.ofNullable(state.getHistory()).map(CameraStates::restored));
  }

  private static CameraHistory restored(CameraHistoryState history) {
    return new CameraHistory(
        new TopicPosition(history.getPartition(), history.getOffset()),
        history.getCapturedAtMicros(),
        history.getStalled(),
        new SettingsOrigin(history.getSettingsOfAll(), history.getSettingsOfCamera()),
        history.getModelId(),
        history.getTracks().stream().map(CameraStates::restored).toList());
  }

  private static TrackHistory restored(TrackHistoryState track) {
    return new TrackHistory(
        track.getTrackId(),
        track.getFirstCapturedAtMicros(),
        track.getLastCapturedAtMicros(),
        track.getFrames());
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

  private static LostTrack restored(LostFaceState face) {
    Region region =
        new Region(
            face.getCenterX(),
            face.getCenterY(),
            face.getWidth(),
            face.getHeight(),
            face.getRotation());
    return new LostTrack(face.getTrackId(), region, face.getFrames());
  }
}
