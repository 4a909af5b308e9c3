package io.meshstream.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Tells the time in microseconds since 1970, and never goes back: it reads the machine's clock once
 * and counts on from there. Thread-safe.
 */
final class MicroClock {

  private final long beginMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  private final long beginNanos = System.nanoTime();

  long micros() {
    return micros(System.nanoTime());
  }

  /**
   * Returns when {@link System#nanoTime} was so many, here or in another process of the machine.
   */
  long micros(long nanos) {
    return beginMicros + TimeUnit.NANOSECONDS.toMicros(nanos - beginNanos);
  }
}
