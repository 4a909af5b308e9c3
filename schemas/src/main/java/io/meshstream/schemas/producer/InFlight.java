package io.meshstream.schemas.producer;

import java.time.Duration;

/**
 * Keeps what all cameras have in flight within its limits.
 *
 * <p>Thread-safe.
 */
final class InFlight {

  /** The Kafka client's buffer gives even the smallest frame a block of {@code batch.size}. */
  private static final int LEAST_BYTES = 16 * 1024;

  private final SendLimits limits;

  private long frames;
  private long bytes;
  private boolean closed;

  InFlight(SendLimits limits) {
    this.limits = limits;
  }

  /**
   * Lets a frame in, at once or, if it may wait, when there is room.
   *
   * @param whenFull what becomes of it if there is none
   * @return whether it was let in; if so, {@link #leave} is to follow
   * @throws IllegalStateException if nothing is let in any more
   */
  synchronized boolean enter(FrameTally camera, int size, WhenFull whenFull)
      throws InterruptedException {
    requireOpen();
    while (!fits(camera, size)) {
      if (whenFull == WhenFull.DROP) {
        return false;
      }
      wait();
      requireOpen();
    }
    frames++;
    bytes += cost(size);
    camera.entered();
    return true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("frame producer: closed (expected: open)");
    }
  }

  private boolean fits(FrameTally camera, int size) {
    return camera.inFlight() < limits.framesPerCamera()
        && (frames == 0 || bytes + cost(size) <= limits.bytes());
  }

  synchronized void leave(int size) {
    frames--;
    bytes -= cost(size);
    notifyAll();
  }

  private static long cost(int size) {
    return Math.max(size, LEAST_BYTES);
  }

  /**
   * Waits until nothing is in flight.
   *
   * @return whether that was within the time
   */
  synchronized boolean awaitNone(Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    while (frames > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      // Rounded up: 0 would be to wait for ever.
      wait(left / 1_000_000 + 1);
    }
    return true;
  }

  /** Lets nothing in any more; who waits to be let in is told so. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
