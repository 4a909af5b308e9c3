package io.meshstream.schemas.producer;

import java.util.Optional;

/**
 * Counts what becomes of one camera's frames.
 *
 * <p>Thread-safe.
 */
final class FrameTally {

  private long sent;
  private long dropped;
  private long failed;
  private int inFlight;
  private Exception lastFailure;

  synchronized void entered() {
    inFlight++;
  }

  synchronized void dropped() {
    dropped++;
  }

  synchronized void sent() {
    inFlight--;
    sent++;
  }

  synchronized void failed(Exception why) {
    inFlight--;
    failed++;
    lastFailure = why;
  }

  synchronized int inFlight() {
    return inFlight;
  }

  synchronized FrameCounts counts() {
    return new FrameCounts(sent, dropped, failed, inFlight);
  }

  synchronized Optional<Exception> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }
}
