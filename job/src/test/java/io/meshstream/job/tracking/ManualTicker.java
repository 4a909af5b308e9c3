package io.meshstream.job.tracking;

import java.time.Duration;

/** A ticker that ticks when the test says so. */
final class ManualTicker implements Ticker {
  private static final long serialVersionUID = 1L;

  private long nanos;

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Override
  public long nanos() {
    return nanos;
  }
}
