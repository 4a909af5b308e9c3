package io.meshstream.bench;

import java.io.InterruptedIOException;

/** Waits between two looks at something. */
final class Pause {

  private Pause() {}

  static void millis(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
