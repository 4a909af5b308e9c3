package io.meshstream.vision.image;

import java.util.concurrent.Semaphore;

/**
 * The memory that pictures may take at a time while they are decoded: whoever needs more than is
 * free waits for its turn, in order.
 *
 * <p>It only bounds how many large pictures are decoded at once. Whether a picture is accepted
 * follows from its header and from {@link #bytes()}, which is a function of the heap's size, never
 * from what the heap holds. Thread-safe.
 */
final class DecodingBudget {
  /** Permits are counted in these, so that an int is enough. */
  private static final int UNIT = 1024;

  private static final DecodingBudget OF_PROCESS =
      new DecodingBudget(Runtime.getRuntime().maxMemory() / 2);

  private final int units;
  private final Semaphore free;

  DecodingBudget(long bytes) {
    this.units = (int) Math.min(Integer.MAX_VALUE, bytes / UNIT);
    this.free = new Semaphore(units, /* fair= */ true);
  }

  /** Returns the budget that all decoders of this process share: half of the largest heap. */
  static DecodingBudget ofProcess() {
    return OF_PROCESS;
  }

  /** Tells how much one picture can have. */
  long bytes() {
    return (long) units * UNIT;
  }

  /** Tells whether anybody waits for a part of it. */
  boolean isAwaited() {
    return free.hasQueuedThreads();
  }

  /**
   * Waits for its turn and takes so many bytes, at most all.
   *
   * @return to be closed once they are free again
   */
  Reservation reserve(long bytes) {
    int needed = Math.toIntExact((bytes + UNIT - 1) / UNIT);
    if (needed > units) {
      throw new IllegalArgumentException(
          "decoding memory: " + bytes + " bytes (expected: at most " + bytes() + ")");
    }
    free.acquireUninterruptibly(needed);
    return new Reservation(needed);
  }

  /** A part of the budget in use. Belongs to one thread. */
  final class Reservation implements AutoCloseable {
    private final int taken;
    private boolean closed;

    private Reservation(int taken) {
      this.taken = taken;
    }

    /** Gives it back; a second call does nothing. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        free.release(taken);
      }
    }
  }
}
