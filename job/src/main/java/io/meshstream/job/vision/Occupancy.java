package io.meshstream.job.vision;

import java.util.function.LongSupplier;

/**
 * Measures for how long the threads of a pool have been at work.
 *
 * <p>Thread-safe.
 */
final class Occupancy {

  private final int threads;
  private final LongSupplier ticker;

  private int busy;
  private long since;

  /** Of all threads together. */
  private long threadNanos;

  /**
   * @param threads how many there are; more than that count as so many, for some are abandoned then
   * @param ticker nanoseconds since some moment
   */
  Occupancy(int threads, LongSupplier ticker) {
    this.threads = threads;
    this.ticker = ticker;
    this.since = ticker.getAsLong();
  }

  /** Notes that a thread has begun to work. */
  synchronized void begin() {
    advance();
    busy++;
  }

  /** Notes that a thread has ended its work. */
  synchronized void end() {
    advance();
    busy--;
  }

  /**
   * Returns how long a thread has been at work on average, in nanoseconds: it grows as fast as the
   * time while all are.
   */
  synchronized long nanos() {
    advance();
    return threadNanos / threads;
  }

  private void advance() {
    long now = ticker.getAsLong();
    threadNanos += (now - since) * Math.min(busy, threads);
    since = now;
  }
}
