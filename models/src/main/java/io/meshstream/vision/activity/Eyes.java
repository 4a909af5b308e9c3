package io.meshstream.vision.activity;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Whether a face's eyes are closed, in the state: both below half of what is usual for it, until
 * one is above 0.6 of that. Usual counts as 0.2 at least, so that a face is not compared with eyes
 * that were closed from the beginning.
 *
 * <p>A blink is a closure of 50 to 500 ms: Stern, Walrath and Goldstein, "The endogenous eyeblink"
 * (1984) and later work have most blinks at 100 to 400 ms. A closure in one frame alone is one at
 * up to 20 frames a second, and noise above. The shares of the usual openness are this project's
 * choice: landmarks of closed lids keep a distance.
 */
final class Eyes {
  static final int BYTES = Since.BYTES;

  private static final float LEAST_USUAL = 0.2f;
  private static final float CLOSED = 0.5f;
  private static final float OPEN = 0.6f;
  private static final long SHORTEST_BLINK_MICROS = 50_000;
  private static final long LONGEST_BLINK_MICROS = 500_000;

  private final Since closed;

  Eyes(ByteBuffer state) {
    closed = new Since(state);
  }

  boolean areClosed() {
    return closed.isOn();
  }

  /** Takes in how far the eye is open that is further open. */
  void see(long micros, float openness, float usual, List<ActivityEvent> events) {
    float reference = Math.max(LEAST_USUAL, usual);
    if (!closed.isOn() && openness < CLOSED * reference) {
      closed.begin(micros);
    } else if (closed.isOn() && openness >= OPEN * reference) {
      long lasted = closed.micros(micros);
      if (lasted >= SHORTEST_BLINK_MICROS && lasted <= LONGEST_BLINK_MICROS) {
        events.add(ActivityEvent.lasted(ActivityKind.BLINK, lasted));
      }
      closed.end();
    }
  }

  /** Forgets whether they are closed. */
  void reset() {
    closed.end();
  }
}
