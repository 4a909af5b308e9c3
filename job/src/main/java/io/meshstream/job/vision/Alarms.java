package io.meshstream.job.vision;

import java.time.Duration;

/** Calls back when some time has passed. Thread-safe. */
interface Alarms extends AutoCloseable {

  /**
   * Sets an alarm.
   *
   * @param delay after how long
   * @param action what is called then, once; it must be quick and must not fail
   * @return takes the alarm back; may be called at any time, and has no effect once it went off
   */
  Runnable set(Duration delay, Runnable action);

  /** Takes all alarms back, and waits for one that is just going off. */
  @Override
  void close();
}
