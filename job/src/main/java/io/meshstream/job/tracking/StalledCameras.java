package io.meshstream.job.tracking;

import java.util.Optional;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * Says of a camera that it sends nothing any more: in an event, and in what is known of the camera,
 * so that its next frame can say that it goes on. For the task's thread.
 */
final class StalledCameras {

  private final KeyContext keys;
  private final StallTimers timers;
  private final CameraSessions sessions;
  private final TrackingOutput output;

  StalledCameras(
      KeyContext keys, StallTimers timers, CameraSessions sessions, TrackingOutput output) {
    this.keys = keys;
    this.timers = timers;
    this.sessions = sessions;
    this.output = output;
  }

  /** Notes that a camera sent something. */
  void heard(String camera) {
    timers.heard(camera);
  }

  /**
   * Notes that a frame of a camera has its outcome. Only a camera that is known by then can fall
   * silent: whoever invents ids makes no timers.
   */
  void concluded(String camera, CameraSession session) {
    if (session.hasBegun() && timers.isNew(camera)) {
      keys.setCurrentKey(camera);
      timers.start();
    }
  }

  /**
   * Is told that a camera's timer is due. Needs the camera's key to be the current one.
   *
   * @param isBusy whether a frame of it waits or is analysed
   */
  void timerIsDue(String camera, boolean isBusy) throws Exception {
    if (!timers.isStalled(camera, isBusy)) {
      return;
    }
    CameraSession session = sessions.of(camera);
    if (session.history().isPresent()) {
      CameraHistory history = session.history().get();
      sessions.put(camera, session.withHistory(Optional.of(history.stalled())));
      output.write(CameraEvents.stalled(camera, session, history));
    }
  }
}
