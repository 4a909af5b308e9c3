package io.meshstream.job.tracking;

import io.meshstream.job.control.SettingsOrigin;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.List;

/**
 * What events need to know of a camera's past, beside what tracking knows. Kept only where events
 * are wanted.
 *
 * @param position where the newest frame that was taken lies
 * @param capturedAtMicros when it was taken, by the camera's clock in microseconds; -1 is unknown
 * @param isStalled whether nothing has come since for so long that it was an event
 * @param settings the records of the control topic that the newest frame went by whose settings
 *     counted
 * @param modelId the models that analysed the newest analysed frame; empty: none has been
 * @param tracks the faces that the next frame looks for, and those whose ids are kept
 */
record CameraHistory(
    TopicPosition position,
    long capturedAtMicros,
    boolean isStalled,
    SettingsOrigin settings,
    String modelId,
    List<TrackHistory> tracks) {

  /** Copies the list. */
  CameraHistory {
    tracks = List.copyOf(tracks);
  }

  /** Returns the same with other tracks. */
  CameraHistory withTracks(List<TrackHistory> newTracks) {
    return new CameraHistory(position, capturedAtMicros, isStalled, settings, modelId, newTracks);
  }

  /** Returns the same of a camera that has fallen silent. */
  CameraHistory stalled() {
    return new CameraHistory(
        position, capturedAtMicros, /* isStalled= */ true, settings, modelId, tracks);
  }

  /** Returns the same after a frame that does not count, which went by such settings. */
  CameraHistory passedOver(SettingsOrigin newSettings) {
    return new CameraHistory(
        position, capturedAtMicros, /* isStalled= */ false, newSettings, modelId, tracks);
  }
}
