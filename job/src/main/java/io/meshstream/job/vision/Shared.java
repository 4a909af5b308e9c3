package io.meshstream.job.vision;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something expensive that several users of a process have in common: opened for the first, closed
 * when the last has released it, and opened again for the next.
 *
 * <p>Thread-safe. A user that comes while it is being opened or closed waits.
 *
 * @param <T> what is shared; must itself be thread-safe
 */
final class Shared<T> {

  private final Supplier<T> opener;
  private final Consumer<T> closer;

  private T value;
  private int users;

  Shared(Supplier<T> opener, Consumer<T> closer) {
    this.opener = opener;
    this.closer = closer;
  }

  /** Takes part; what the opener throws passes through, and the next user tries again. */
  synchronized Lease acquire() {
    if (users == 0) {
      value = opener.get();
    }
    users++;
    return new Lease(value);
  }

  private synchronized void release() {
    users--;
    if (users == 0) {
      T last = value;
      value = null;
      closer.accept(last);
    }
  }

  /** One user's part. Belongs to one thread. */
  final class Lease implements AutoCloseable {

    private final T held;
    private boolean released;

    private Lease(T held) {
      this.held = held;
    }

    /** Returns what is shared. */
    T get() {
      if (released) {
        throw new IllegalStateException("lease: released (expected: used before it is closed)");
      }
      return held;
    }

    /** Releases it; a second call does nothing. */
    @Override
    public void close() {
      if (!released) {
        released = true;
        release();
      }
    }
  }
}
