package io.meshstream.tools.gateway;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a camera is tried again: 1 s, twice as long each time, at most 30 s; and
 * up to a quarter more, so that cameras that were lost together do not all come back together.
 *
 * <p>Not thread-safe.
 */
final class Backoff {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final double MOST_MORE = 0.25;

  private final DoubleSupplier random;

  private Duration next = SHORTEST;

  /**
   * @param random gives numbers from 0 to 1
   */
  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  /** Returns the pause after another failure. */
  Duration next() {
    Duration pause = next;
    Duration twice = pause.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    double more = MOST_MORE * random.getAsDouble();
    return pause.plusNanos(Math.round(pause.toNanos() * more));
  }

  /** Starts over: the camera works. */
  void reset() {
    next = SHORTEST;
  }
}
