package io.meshstream.job.tracking;

import io.meshstream.job.tracking.SimulatedTimers.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a checkpoint holds of a simulated subtask.
 *
 * @param states the keyed state, by camera
 * @param smoothing likewise, of landmarks
 * @param signals likewise, of what faces do
 * @param sessions what is in all three
 * @param timers the timers
 * @param operatorState the broadcast state, by name
 */
record SubtaskSnapshot(
    Map<String, byte[]> states,
    Map<String, byte[]> smoothing,
    Map<String, byte[]> signals,
    Map<String, CameraSession> sessions,
    List<Timer> timers,
    Map<String, SimulatedOperatorState.Broadcast<?, ?>> operatorState) {

  /** Returns that of a subtask that begins with nothing. */
  static SubtaskSnapshot none() {
    return new SubtaskSnapshot(Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of());
  }

  /**
   * Returns what one subtask gets of all that a checkpoint holds, as Flink deals it out.
   *
   * @param all of the subtasks that there were
   */
  static SubtaskSnapshot redistributed(List<SubtaskSnapshot> all, SubtaskKeys keys) {
    Map<String, byte[]> states = new HashMap<>();
    Map<String, byte[]> smoothing = new HashMap<>();
    Map<String, byte[]> signals = new HashMap<>();
    Map<String, CameraSession> sessions = new HashMap<>();
    List<Timer> timers = new ArrayList<>();
    for (SubtaskSnapshot each : all) {
      each.states().forEach((camera, state) -> putIf(keys, states, camera, state));
      each.smoothing().forEach((camera, state) -> putIf(keys, smoothing, camera, state));
      each.signals().forEach((camera, state) -> putIf(keys, signals, camera, state));
      each.sessions().forEach((camera, session) -> putIf(keys, sessions, camera, session));
      each.timers().stream().filter(timer -> keys.has(timer.camera())).forEach(timers::add);
    }
    return new SubtaskSnapshot(
        states,
        smoothing,
        signals,
        sessions,
        timers,
        all.get(keys.subtask() % all.size()).operatorState());
  }

  private static <V> void putIf(SubtaskKeys keys, Map<String, V> to, String camera, V value) {
    if (keys.has(camera)) {
      to.put(camera, value);
    }
  }

  /** Returns the cameras that have a timer; fails if one has two. */
  Set<String> cameras() {
    Set<String> cameras = new HashSet<>();
    for (Timer timer : timers) {
      SimulationFailure.expect(cameras.add(timer.camera()), "%s: has two timers", timer.camera());
    }
    return cameras;
  }
}
