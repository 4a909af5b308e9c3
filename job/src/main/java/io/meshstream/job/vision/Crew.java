package io.meshstream.job.vision;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The threads of a pool that are at work on one frame: the one that began it, and those that help.
 * Those that do not come back from it in time are abandoned together. Thread-safe.
 */
final class Crew {

  private final WorkerPool pool;

  // Guarded by this.
  private final Set<Thread> members = new HashSet<>();
  private boolean abandoned;

  Crew(WorkerPool pool) {
    this.pool = pool;
  }

  /** Notes that the current thread begins to work on the frame; not if that was given up. */
  synchronized boolean join() {
    return !abandoned && members.add(Thread.currentThread());
  }

  /** Notes that the current thread has come back; tells whether it was in time. */
  synchronized boolean leave() {
    members.remove(Thread.currentThread());
    if (abandoned) {
      pool.takeBack(Thread.currentThread());
    }
    return !abandoned;
  }

  /**
   * Gives the frame up: interrupts the threads, and has others take their place.
   *
   * @return the threads that were at work on it; none if all have come back
   * @throws IllegalStateException if as many as there should be are away already
   */
  synchronized List<Thread> abandon() {
    abandoned = !members.isEmpty();
    for (Thread member : members) {
      if (!pool.abandon(member)) {
        throw new IllegalStateException(
            "%d threads do not come back from the frames that they analyse (expected: fewer);"
                    .formatted(pool.threads())
                + " see whether the machine is overloaded");
      }
      member.interrupt();
    }
    return List.copyOf(members);
  }
}
