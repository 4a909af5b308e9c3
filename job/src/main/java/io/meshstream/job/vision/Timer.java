package io.meshstream.job.vision;

import java.time.Duration;

/** Calls back when some time has passed. Thread-safe. */
interface Timer extends AutoCloseable {

  /**
   * Schedules a call.
   *
   * @param delay after how long
   * @param action what is called then, once; it must be quick and must not fail
   * @return cancels the call; may be run at any time, and has no effect once the call has begun
   */
  Runnable schedule(Duration delay, Runnable action);

  /** Cancels all calls, and waits for one that has just begun. */
  @Override
  void close();
}
