package io.meshstream.job.tracking;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The time of a simulated world: it only passes, while the clock that shows it may be set to any
 * other time.
 */
final class SimulatedTime extends Clock implements Ticker {
  private static final long serialVersionUID = 1L;

  /** What the clock shows at first. */
  static final long START_MICROS = TimeUnit.SECONDS.toMicros(1_700_000_000);

  private long passedMicros;
  private long aheadMicros;

  /** Lets time pass. */
  void pass(long micros) {
    passedMicros += micros;
  }

  /** Sets the clock to another time, without any passing. */
  void jump(long micros) {
    aheadMicros += micros;
  }

  /** Returns the time that has passed. */
  long passedMicros() {
    return passedMicros;
  }

  @Override
  public long nanos() {
    return TimeUnit.MICROSECONDS.toNanos(passedMicros);
  }

  @Override
  public long millis() {
    return TimeUnit.MICROSECONDS.toMillis(START_MICROS + passedMicros + aheadMicros);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody asks for a zone");
  }
}
