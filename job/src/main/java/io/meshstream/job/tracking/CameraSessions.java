package io.meshstream.job.tracking;

import io.meshstream.job.options.StateSettings;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * Keeps what is known of each camera of a subtask, in Flink's keyed state, and gives back the
 * memory of cameras that have been silent for twice the time to live, by the machine's ticker.
 *
 * <p>Whatever is asked of a camera makes its key the current one. For the task's thread.
 */
final class CameraSessions {

  private final KeyContext keys;
  private final ValueState<CameraState> stored;
  private final StateSettings settings;
  private final Ticker ticker;

  /** Those that have state; empty if they are remembered for ever. */
  private final RecentCameras recent = new RecentCameras();

  /**
   * @param stored the state of the camera whose key is the current one
   * @param settings for how long they are remembered
   */
  CameraSessions(
      KeyContext keys, ValueState<CameraState> stored, StateSettings settings, Ticker ticker) {
    this.keys = keys;
    this.stored = stored;
    this.settings = settings;
    this.ticker = ticker;
  }

  /** Takes over cameras that have state: however long ago it was saved, as if seen now. */
  void restore(Stream<String> cameras) {
    if (settings.isForgetful()) {
      cameras.forEach(camera -> recent.seen(camera, ticker.nanos()));
    }
  }

  /** Returns what is known of a camera. */
  CameraSession of(String camera) throws Exception {
    keys.setCurrentKey(camera);
    return CameraStates.restored(stored.value());
  }

  /**
   * Keeps what is known of a camera once a frame of it has its outcome.
   *
   * @param before what was known when the frame was admitted or refused
   */
  void update(String camera, CameraSession before, CameraSession after) throws Exception {
    if (!after.equals(before)) {
      put(camera, after);
    }
    if (settings.isForgetful() && after.hasBegun()) {
      recent.seen(camera, ticker.nanos());
    }
  }

  /** Keeps what is known of a camera, which counts as little as before as having been seen. */
  void put(String camera, CameraSession session) throws Exception {
    keys.setCurrentKey(camera);
    stored.update(CameraStates.stored(session));
  }

  /**
   * Forgets the cameras that have been silent for too long.
   *
   * @param forgotten told of each
   */
  void forgetSilent(Consumer<String> forgotten) {
    if (!settings.isForgetful()) {
      return;
    }
    long since = ticker.nanos() - 2 * settings.ttl().toNanos();
    for (Optional<String> camera = recent.takeSilentSince(since);
        camera.isPresent();
        camera = recent.takeSilentSince(since)) {
      keys.setCurrentKey(camera.get());
      stored.clear();
      forgotten.accept(camera.get());
    }
  }
}
