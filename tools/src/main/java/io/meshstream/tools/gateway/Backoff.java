package io.meshstream.tools.gateway;

import java.time.Duration;

/**
 * How long to wait before a camera is tried again: 1 s, twice as long each time, at most 30 s.
 *
 * <p>Not thread-safe.
 */
final class Backoff {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration next = SHORTEST;

  /** The pause after another failure. */
  Duration next() {
    Duration pause = next;
    Duration twice = pause.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return pause;
  }

  /** Starts over: the camera works. */
  void reset() {
    next = SHORTEST;
  }
}
