package io.meshstream.vision.activity;

import java.nio.ByteBuffer;

/**
 * How far a face's eyes are usually open, in the state: the 90th percentile of the openness of the
 * eye that is further open, over the time for which it was seen; what was seen six minutes ago
 * counts half. A share of 0.1 of the time leaves room for blinks at one side, and a person who
 * closes the eyes for most of a minute keeps what was usual before.
 *
 * <p>A histogram of 32 bins of 0.02; between their edges it interpolates. Percentile, bins and
 * forgetting are this project's choice.
 */
final class UsualOpenness {
  private static final int BINS = 32;
  static final int BYTES = BINS * Float.BYTES;

  private static final float WIDTH = 0.02f;
  private static final float SHARE = 0.9f;

  /** What a second leaves of what was known before it: half after 346 seconds. */
  private static final float KEPT_A_SECOND = 0.998f;

  private static final float MICROS = 1e-6f;

  private final ByteBuffer state;

  UsualOpenness(ByteBuffer state) {
    this.state = state;
  }

  /** Adds how far the eyes were open for a time. */
  void add(float openness, long micros) {
    int bin = (int) Math.min(BINS - 1f, Math.max(0, openness / WIDTH));
    put(bin, weight(bin) + micros * MICROS);
  }

  /** Lets what is known count less by a second. */
  void forgetSecond() {
    for (int bin = 0; bin < BINS; bin++) {
      put(bin, weight(bin) * KEPT_A_SECOND);
    }
  }

  /** Returns it; 0 as long as nothing was added. */
  float value() {
    float all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      all += weight(bin);
    }
    float rest = SHARE * all;
    for (int bin = 0; bin < BINS; bin++) {
      float weight = weight(bin);
      if (weight > 0 && rest <= weight) {
        return (bin + rest / weight) * WIDTH;
      }
      rest -= weight;
    }
    return all > 0 ? BINS * WIDTH : 0;
  }

  private float weight(int bin) {
    return state.getFloat(bin * Float.BYTES);
  }

  private void put(int bin, float weight) {
    state.putFloat(bin * Float.BYTES, weight);
  }
}
