package io.meshstream.job.vision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timer that fires when the test says so. */
final class ManualTimer implements Timer {

  private final List<Runnable> pending = new ArrayList<>();

  @Override
  public synchronized Runnable schedule(Duration delay, Runnable action) {
    pending.add(action);
    return () -> cancel(action);
  }

  private synchronized void cancel(Runnable action) {
    pending.remove(action);
  }

  synchronized int pending() {
    return pending.size();
  }

  /** Makes all calls that are scheduled. */
  void fire() {
    List<Runnable> due;
    synchronized (this) {
      due = List.copyOf(pending);
      pending.clear();
    }
    due.forEach(Runnable::run);
  }

  @Override
  public void close() {}
}
