package io.meshstream.job.tracking;

import io.meshstream.vision.activity.FaceActivity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns what is noted of what a camera's faces do into the form that checkpoints hold, and back.
 */
final class SignalsStates {

  private SignalsStates() {}

  /** Tells whether something is noted, of one face at least. */
  static boolean isNoted(CameraSession session) {
    return tracks(session).anyMatch(track -> track.activity().isPresent());
  }

  /** Tells whether something may have been stored of a camera, beside its state. */
  static boolean mayBeStored(CameraState state) {
    return state != null && state.getHistory() != null && !state.getHistory().getTracks().isEmpty();
  }

  private static Stream<TrackHistory> tracks(CameraSession session) {
    return session.history().stream().flatMap(history -> history.tracks().stream());
  }

  /** Returns the stored form. */
  static SignalsState stored(CameraSession session) {
    return new SignalsState(
        tracks(session)
            .flatMap(
                track ->
                    track.activity().stream()
                        .map(each -> new FaceActivityState(track.id(), each.bytes())))
            .toList());
  }

  /**
   * Returns a session with what was stored of its faces.
   *
   * @param state {@code null}, Flink's word for no state, is nothing
   */
  static CameraSession restored(CameraSession session, SignalsState state) {
    if (state == null || session.history().isEmpty()) {
      return session;
    }
    Map<Long, FaceActivity> faces = new HashMap<>();
    state
        .getFaces()
        .forEach(face -> faces.put(face.getTrackId(), FaceActivity.of(face.getActivity())));
    CameraHistory history = session.history().get();
    List<TrackHistory> tracks =
        history.tracks().stream()
            .map(track -> track.withActivity(Optional.ofNullable(faces.get(track.id()))))
            .toList();
    return session.withHistory(Optional.of(history.withTracks(tracks)));
  }
}
