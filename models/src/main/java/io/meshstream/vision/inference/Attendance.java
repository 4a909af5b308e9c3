package io.meshstream.vision.inference;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts who is at work with some models, and how many of them wait for a run of one: a batch need
 * not wait for more when nobody is left who could bring it.
 *
 * <p>Thread-safe.
 */
public final class Attendance {

  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Has somebody called whenever everybody waits, and perhaps once too often. */
  void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Notes that somebody begins to work with the models, which is before any run. */
  public void join() {
    present.incrementAndGet();
  }

  /** Notes that somebody who joined is done with the models. */
  public void leave() {
    present.decrementAndGet();
    tell();
  }

  /** Notes that somebody waits for a run from now on. */
  void beginWait() {
    waiting.incrementAndGet();
    tell();
  }

  /** Notes the end of the run. */
  void endWait() {
    waiting.decrementAndGet();
  }

  /** Whoever changes the numbers last sees them all, so it is never left to nobody. */
  private void tell() {
    if (isComplete()) {
      listeners.forEach(Runnable::run);
    }
  }

  /** Tells whether everybody waits; never if nobody has joined, for then nothing is known. */
  boolean isComplete() {
    int all = present.get();
    return all > 0 && waiting.get() >= all;
  }
}
