package io.meshstream.schemas.registry;

import java.time.Duration;

/**
 * An amount that is used up and comes back with time (a token bucket). Its unit is the caller's.
 * Not for several threads.
 */
final class Allowance {

  private final double most;
  private final double perNano;

  private double left;
  private long lastNanos;

  Allowance(double most, Duration refilledIn, long nowNanos) {
    this.most = most;
    this.perNano = most / refilledIn.toNanos();
    this.left = most;
    this.lastNanos = nowNanos;
  }

  /** Returns how much there is. */
  double left(long nowNanos) {
    left = Math.min(most, left + (nowNanos - lastNanos) * perNano);
    lastNanos = nowNanos;
    return left;
  }

  void use(double amount) {
    left -= amount;
  }
}
