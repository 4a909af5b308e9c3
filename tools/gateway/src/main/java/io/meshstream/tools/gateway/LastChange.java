package io.meshstream.tools.gateway;

/**
 * Remembers when a number that is looked at now and then was seen to change.
 *
 * <p>Not thread-safe.
 */
final class LastChange {

  private long value;
  private long nanos;

  /**
   * @param value what it is at first
   * @param now by the clock that the other methods are told
   */
  LastChange(long value, long now) {
    this.value = value;
    this.nanos = now;
  }

  /** Has it changed now. */
  void restart(long now) {
    nanos = now;
  }

  /** Takes a look, and returns for how many nanoseconds it has been what it is. */
  long age(long newValue, long now) {
    if (newValue != value) {
      value = newValue;
      nanos = now;
    }
    return now - nanos;
  }
}
