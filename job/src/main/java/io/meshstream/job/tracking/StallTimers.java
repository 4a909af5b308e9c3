package io.meshstream.job.tracking;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Notices the cameras of a subtask that send nothing any more, by a timer of Flink for each camera
 * of which something is known, which checkpoints hold and which goes where the camera's state goes.
 *
 * <p>A frame only notes the time. When a camera's timer is due and frames have come meanwhile, it
 * is set anew, so a camera costs a timer in that time, however many frames it sends. Time in which
 * the job does not run makes no camera silent: what is restored is as good as heard of now.
 *
 * <p>For the task's thread.
 */
final class StallTimers {

  private final InternalTimerService<VoidNamespace> timers;
  private final long afterMillis;

  /** When each camera that has a timer was heard of. */
  private final Map<String, Long> heardMillis = new HashMap<>();

  private StallTimers(InternalTimerService<VoidNamespace> timers, Duration after) {
    this.timers = timers;
    this.afterMillis = after.toMillis();
  }

  /**
   * Takes over the timers that were restored.
   *
   * @param after how long a camera sends nothing until that is noticed
   * @param currentKey the camera whose timer is visited
   */
  static StallTimers restored(
      InternalTimerService<VoidNamespace> timers, Duration after, Supplier<String> currentKey)
      throws Exception {
    StallTimers stalls = new StallTimers(timers, after);
    long now = timers.currentProcessingTime();
    timers.forEachProcessingTimeTimer(
        (namespace, time) -> stalls.heardMillis.put(currentKey.get(), now));
    return stalls;
  }

  /** Notes that a camera sent something, if it has a timer. */
  void heard(String camera) {
    heardMillis.replace(camera, timers.currentProcessingTime());
  }

  /**
   * Notes that something is known of a camera.
   *
   * @return whether it has no timer yet, and needs {@link #start}
   */
  boolean isNew(String camera) {
    return heardMillis.putIfAbsent(camera, timers.currentProcessingTime()) == null;
  }

  /** Starts the timer of the camera whose key is the current one. */
  void start() {
    timers.registerProcessingTimeTimer(
        VoidNamespace.INSTANCE, timers.currentProcessingTime() + afterMillis);
  }

  /**
   * Is told that a camera's timer is due. Needs the camera's key to be the current one.
   *
   * @param isBusy whether a frame of it waits or is analysed
   * @return whether the camera has fallen silent; else its timer has been started anew
   */
  boolean isStalled(String camera, boolean isBusy) {
    long now = timers.currentProcessingTime();
    long heard = isBusy ? now : heardMillis.getOrDefault(camera, now);
    if (now - heard >= afterMillis) {
      heardMillis.remove(camera);
      return true;
    }
    heardMillis.put(camera, heard);
    timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, heard + afterMillis);
    return false;
  }
}
