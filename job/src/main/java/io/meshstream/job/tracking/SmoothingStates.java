package io.meshstream.job.tracking;

import io.meshstream.vision.TaskState;
import io.meshstream.vision.Track;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.smoothing.FilterState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what filters remember of a camera's faces into the form that checkpoints hold, and back.
 */
final class SmoothingStates {

  /** Values read, values smoothed, speeds. */
  private static final int PARTS = 3;

  private SmoothingStates() {}

  /** Tells whether the landmarks of a camera's faces are smoothed, of one at least. */
  static boolean isSmoothed(CameraSession session) {
    return session.state().tracks().stream().anyMatch(track -> track.filter().isPresent());
  }

  /** Returns the stored form. */
  static SmoothingState stored(CameraSession session) {
    return new SmoothingState(
        session.state().tracks().stream()
            .flatMap(track -> track.filter().map(filter -> stored(track.id(), filter)).stream())
            .toList());
  }

  private static SmoothedFaceState stored(long trackId, FilterState filter) {
    float[] read = filter.read().toArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(PARTS * read.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(read).put(filter.smoothed().toArray()).put(filter.speeds());
    return new SmoothedFaceState(trackId, filter.atMicros(), bytes);
  }

  /**
   * Returns a session with what was stored of its faces; one that nothing was stored of begins
   * anew.
   *
   * @param state {@code null}, Flink's word for no state, is nothing
   */
  static CameraSession restored(CameraSession session, SmoothingState state) {
    if (state == null) {
      return session;
    }
    Map<Long, FilterState> filters = new HashMap<>();
    state.getFaces().forEach(face -> filters.put(face.getTrackId(), restored(face)));
    TaskState before = session.state();
    List<Track> tracks =
        before.tracks().stream()
            .map(track -> track.withFilter(Optional.ofNullable(filters.get(track.id()))))
            .toList();
    return session.withState(before.withTracks(tracks));
  }

  private static FilterState restored(SmoothedFaceState face) {
    // The state's own buffer stays as it is, whoever reads it.
    FloatBuffer values =
        face.getValues().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    int count = values.remaining() / PARTS;
    return FilterState.wrap(
        face.getAtMicros(),
        Landmarks.wrap(next(values, count)),
        Landmarks.wrap(next(values, count)),
        next(values, count));
  }

  private static float[] next(FloatBuffer values, int count) {
    float[] part = new float[count];
    values.get(part);
    return part;
  }
}
