package io.meshstream.job.tracking;

import io.meshstream.vision.activity.FaceActivity;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long a track has lasted, and what its face does.
 *
 * @param id number of the track
 * @param firstCapturedAtMicros when its first frame was taken, by the camera's clock in
 *     microseconds; -1 is unknown
 * @param lastCapturedAtMicros when its newest frame was taken, likewise
 * @param frames how many frames it has had
 * @param activity what its face does; empty where that gives no events
 */
record TrackHistory(
    long id,
    long firstCapturedAtMicros,
    long lastCapturedAtMicros,
    long frames,
    Optional<FaceActivity> activity) {

  private static final long UNKNOWN = -1;

  /** Makes that of a track of whose face it is not noted what it does. */
  TrackHistory(long id, long firstCapturedAtMicros, long lastCapturedAtMicros, long frames) {
    this(id, firstCapturedAtMicros, lastCapturedAtMicros, frames, Optional.empty());
  }

  /** Returns that of a track of which it was not noted when it began. */
  static TrackHistory unknown(long id) {
    return new TrackHistory(id, UNKNOWN, UNKNOWN, 0);
  }

  /** Returns that of a track that begins with a frame. */
  static TrackHistory begunAt(long id, long capturedAtMicros) {
    return new TrackHistory(id, capturedAtMicros, capturedAtMicros, 1);
  }

  /** Returns it once another frame shows the face. */
  TrackHistory seenAt(long capturedAtMicros) {
    return new TrackHistory(id, firstCapturedAtMicros, capturedAtMicros, frames + 1, activity);
  }

  /** Returns the same with another note of what its face does. */
  TrackHistory withActivity(Optional<FaceActivity> newActivity) {
    return new TrackHistory(id, firstCapturedAtMicros, lastCapturedAtMicros, frames, newActivity);
  }

  /**
   * Returns the time between its first and its newest frame, in microseconds; empty where one of
   * the two is unknown or the camera's clock went back.
   */
  OptionalLong micros() {
    boolean isKnown = firstCapturedAtMicros >= 0 && lastCapturedAtMicros >= firstCapturedAtMicros;
    return isKnown
        ? OptionalLong.of(lastCapturedAtMicros - firstCapturedAtMicros)
        : OptionalLong.empty();
  }
}
