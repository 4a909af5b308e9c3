package io.meshstream.tools.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A ticker that jumps when somebody sleeps, and remembers for how long. */
final class TestingTicker implements Ticker {

  private final List<Duration> sleeps = new ArrayList<>();

  private long now = 1_000_000_000_000L;

  /** Lets time pass. */
  void pass(Duration time) {
    now += time.toNanos();
  }

  /** How long was slept each time. */
  List<Duration> sleeps() {
    return sleeps;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void sleepUntil(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(Duration.ofNanos(nanos - now));
    now = nanos;
  }
}
