package io.meshstream.job.tracking;

import io.meshstream.job.options.StateSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * Keeps what is known of each camera of a subtask, in Flink's keyed state, and gives back the
 * memory of cameras that have been silent for twice the time to live, by the machine's ticker.
 * Counts them, so that no more become known than there may be.
 *
 * <p>Whatever is asked of a camera makes its key the current one. For the task's thread.
 */
final class CameraSessions {

  private final KeyContext keys;
  private final ValueState<CameraState> stored;
  private final ValueState<SmoothingState> smoothing;
  private final ValueState<SignalsState> signals;
  private final StateSettings settings;
  private final int most;
  private final Ticker ticker;

  /** Those that have state; empty if they are remembered for ever. */
  private final RecentCameras recent = new RecentCameras();

  /** How many have state; read by other threads. */
  private final AtomicInteger known = new AtomicInteger();

  /**
   * @param stored the state of the camera whose key is the current one
   * @param smoothing likewise, of its landmarks; read and written only where they are smoothed
   * @param signals likewise, of what its faces do; written only where that gives events
   * @param settings for how long they are remembered
   * @param most how many may be known before one that is not is refused
   */
  CameraSessions(
      KeyContext keys,
      ValueState<CameraState> stored,
      ValueState<SmoothingState> smoothing,
      ValueState<SignalsState> signals,
      StateSettings settings,
      int most,
      Ticker ticker) {
    this.keys = keys;
    this.stored = stored;
    this.smoothing = smoothing;
    this.signals = signals;
    this.settings = settings;
    this.most = most;
    this.ticker = ticker;
  }

  /** Takes over cameras that have state: however long ago it was saved, as if seen now. */
  void restore(Stream<String> cameras) {
    cameras.forEach(
        camera -> {
          known.incrementAndGet();
          if (settings.isForgetful()) {
            recent.seen(camera, ticker.nanos());
          }
        });
  }

  /** Returns how many cameras are known. */
  int known() {
    return known.get();
  }

  /**
   * Tells why a camera must not become known; empty if it may, or is known already.
   *
   * @param session what is known of it
   */
  Optional<Shedding> tooMany(CameraSession session) {
    return session.hasBegun() || known.get() < most
        ? Optional.empty()
        : Optional.of(
            new Shedding(
                ShedReason.CAMERA_LIMIT,
                "one more camera than a subtask may know (expected: at most limits.cameras = %d); see who sends them, raise it, or lower state.ttl"
                    .formatted(most)));
  }

  /** Returns what is known of a camera. */
  CameraSession of(String camera) throws Exception {
    keys.setCurrentKey(camera);
    CameraState state = stored.value();
    CameraSession session = CameraStates.restored(state);
    if (CameraStates.isSmoothed(state)) {
      session = SmoothingStates.restored(session, smoothing.value());
    }
    return SignalsStates.mayBeStored(state)
        ? SignalsStates.restored(session, signals.value())
        : session;
  }

  /**
   * Keeps what is known of a camera once a frame of it has its outcome.
   *
   * @param before what was known when the frame was admitted or refused
   */
  void update(String camera, CameraSession before, CameraSession after) throws Exception {
    if (!after.equals(before)) {
      keys.setCurrentKey(camera);
      CameraState state = stored.value();
      if (state == null) {
        known.incrementAndGet();
      }
      put(after, state);
    }
    if (settings.isForgetful() && after.hasBegun()) {
      recent.seen(camera, ticker.nanos());
    }
  }

  /** Keeps what is known of a camera, which counts as little as before as having been seen. */
  void put(String camera, CameraSession session) throws Exception {
    keys.setCurrentKey(camera);
    put(session, stored.value());
  }

  private void put(CameraSession session, CameraState before) throws IOException {
    stored.update(CameraStates.stored(session));
    if (SmoothingStates.isSmoothed(session)) {
      smoothing.update(SmoothingStates.stored(session));
    } else if (CameraStates.isSmoothed(before)) {
      smoothing.clear();
    }
    if (SignalsStates.isNoted(session)) {
      signals.update(SignalsStates.stored(session));
    } else if (SignalsStates.mayBeStored(before) && signals.value() != null) {
      signals.clear();
    }
  }

  /**
   * Forgets a camera of which nothing is known from a time on.
   *
   * @return whether there was something to forget
   */
  boolean forget(String camera, long beforeMicros) throws Exception {
    CameraSession session = of(camera);
    if (!session.hasBegun() || !session.isFromBefore(beforeMicros)) {
      return false;
    }
    stored.clear();
    smoothing.clear();
    signals.clear();
    known.decrementAndGet();
    recent.forget(camera);
    return true;
  }

  /**
   * Forgets the cameras that have been silent for too long.
   *
   * @param forgotten told of each
   */
  void forgetSilent(Consumer<String> forgotten) throws IOException {
    if (!settings.isForgetful()) {
      return;
    }
    long since = ticker.nanos() - 2 * settings.ttl().toNanos();
    for (Optional<String> camera = recent.takeSilentSince(since);
        camera.isPresent();
        camera = recent.takeSilentSince(since)) {
      forget(camera.get());
      forgotten.accept(camera.get());
    }
  }

  private void forget(String camera) throws IOException {
    keys.setCurrentKey(camera);
    // A camera may have been seen since its state was given back, by a frame that changed nothing.
    if (stored.value() != null) {
      stored.clear();
      smoothing.clear();
      signals.clear();
      known.decrementAndGet();
    }
  }
}
