package io.meshstream.job.vision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Alarms that go off when the test says so. */
final class ManualAlarms implements Alarms {

  private final List<Runnable> pending = new ArrayList<>();

  @Override
  public synchronized Runnable set(Duration delay, Runnable action) {
    pending.add(action);
    return () -> takeBack(action);
  }

  private synchronized void takeBack(Runnable action) {
    pending.remove(action);
  }

  synchronized int pending() {
    return pending.size();
  }

  /** Lets all go off that are set. */
  void goOff() {
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
