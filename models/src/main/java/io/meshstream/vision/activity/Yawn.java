package io.meshstream.vision.activity;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Whether a face yawns, in the state: its mouth opens further than 0.6, stays further open than 0.5
 * and does so for 1.5 seconds or longer. All three are this project's choice: the mouth of somebody
 * who speaks is rarely open that far, and never for that long.
 */
final class Yawn {
  static final int BYTES = Since.BYTES;

  private static final float OPEN = 0.6f;
  private static final float CLOSED = 0.5f;
  private static final long SHORTEST_MICROS = 1_500_000;

  private final Since open;

  Yawn(ByteBuffer state) {
    open = new Since(state);
  }

  /** Takes in how far the mouth is open. */
  void see(long micros, float openness, List<ActivityEvent> events) {
    if (!open.isOn() && openness > OPEN) {
      open.begin(micros);
    } else if (openness < CLOSED) {
      end(micros, events);
    }
  }

  /**
   * Ends it: the mouth is no longer open, or no longer seen.
   *
   * @param micros until when it was open
   */
  void end(long micros, List<ActivityEvent> events) {
    if (open.isOn()) {
      long lasted = open.micros(micros);
      if (lasted >= SHORTEST_MICROS) {
        events.add(ActivityEvent.lasted(ActivityKind.YAWN, lasted));
      }
      open.end();
    }
  }
}
