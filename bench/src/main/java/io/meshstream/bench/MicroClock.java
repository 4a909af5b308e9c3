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
    return beginMicros + TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - beginNanos);
  }
}
