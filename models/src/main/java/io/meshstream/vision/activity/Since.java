package io.meshstream.vision.activity;

import java.nio.ByteBuffer;

/**
 * The time since which something goes on, in the state, or that it does not: 0, or one more than
 * the time.
 */
final class Since {
  static final int BYTES = Long.BYTES;

  private final ByteBuffer state;

  Since(ByteBuffer state) {
    this.state = state;
  }

  boolean isOn() {
    return state.getLong(0) != 0;
  }

  void begin(long micros) {
    state.putLong(0, micros + 1);
  }

  void end() {
    state.putLong(0, 0);
  }

  /** Returns for how long it has gone on; only while it does. */
  long micros(long now) {
    return now - (state.getLong(0) - 1);
  }
}
