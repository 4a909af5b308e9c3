package io.meshstream.tools.gateway;

import java.util.concurrent.TimeUnit;

/** The clock that a camera's thread goes by, so that tests need not wait. Thread-safe. */
interface Ticker {

  /** Nanoseconds since some fixed moment. */
  long nanoTime();

  /** Waits until {@link #nanoTime} has reached a moment. */
  void sleepUntil(long nanos) throws InterruptedException;

  /** Returns the one of this machine. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
      }
    };
  }
}
