package io.meshstream.vision.activity;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Whether a mouth moves as with speech, in the state. Its openness is averaged over each sixteenth
 * of a second, so that the rate of the frames does not matter, and the last sixteen such means are
 * looked at: their standard deviation, and how often the mouth turned from opening to closing or
 * back, for mouths of people who speak open and close two to seven times a second (Chandrasekaran
 * et al., "The natural statistics of audiovisual speech", 2009), while one that yawns or smiles
 * moves one way.
 *
 * <p>Speaking starts once that has been so for half a second, and ends once it has not for a
 * second, so that pauses between words do not end it. Below fifteen frames a second movements are
 * too fast for it. Who chews or sings can look like somebody who speaks. The limits are this
 * project's choice.
 */
final class Speech {
  private static final int SLOTS = 16;
  private static final int SUM_AT = Long.BYTES;
  private static final int MICROS_AT = SUM_AT + Float.BYTES;
  private static final int FILLED_AT = MICROS_AT + Integer.BYTES;
  private static final int AGAINST_AT = FILLED_AT + 1;
  private static final int SLOTS_AT = AGAINST_AT + 1;
  private static final int SPEAKING_AT = SLOTS_AT + SLOTS * Float.BYTES;
  static final int BYTES = SPEAKING_AT + Since.BYTES;

  private static final int SLOT_MICROS = 62_500;
  private static final float START_DEVIATION = 0.04f;
  private static final float END_DEVIATION = 0.025f;

  /** A mouth that turns moves at least so far before it turns again; less is trembling. */
  private static final float LEAST_MOVE = 0.06f;

  private static final int TURNS = 2;
  private static final int SLOTS_TO_START = 8;
  private static final int SLOTS_TO_END = 16;

  private final ByteBuffer state;
  private final Since speaking;

  Speech(ByteBuffer state) {
    this.state = state;
    speaking = new Since(state.slice(SPEAKING_AT, Since.BYTES));
  }

  /** Takes in that a mouth was so far open for a time, which ends with the frame that is seen. */
  void add(long fromMicros, long toMicros, float openness, List<ActivityEvent> events) {
    long from = fromMicros;
    while (from < toMicros) {
      long slot = from / SLOT_MICROS;
      if (slot != state.getLong(0)) {
        finishSlot(toMicros, events);
        state.putLong(0, slot);
      }
      // Not where the slot ends: that may be beyond the last time that there is.
      int micros = (int) Math.min(toMicros - from, SLOT_MICROS - from % SLOT_MICROS);
      state.putFloat(SUM_AT, state.getFloat(SUM_AT) + openness * micros);
      state.putInt(MICROS_AT, state.getInt(MICROS_AT) + micros);
      from += micros;
    }
  }

  private void finishSlot(long micros, List<ActivityEvent> events) {
    if (state.getInt(MICROS_AT) == 0) {
      return;
    }
    put(Math.floorMod(state.getLong(0), SLOTS), state.getFloat(SUM_AT) / state.getInt(MICROS_AT));
    clearSlot();
    int filled = Math.min(SLOTS, state.get(FILLED_AT) + 1);
    state.put(FILLED_AT, (byte) filled);
    if (filled == SLOTS) {
      judge(micros, events);
    }
  }

  private void judge(long micros, List<ActivityEvent> events) {
    boolean was = speaking.isOn();
    boolean moves = deviation() >= (was ? END_DEVIATION : START_DEVIATION) && turns() >= TURNS;
    int against = moves == was ? 0 : state.get(AGAINST_AT) + 1;
    state.put(AGAINST_AT, (byte) against);
    if (!was && against == SLOTS_TO_START) {
      speaking.begin(micros);
      state.put(AGAINST_AT, (byte) 0);
      events.add(ActivityEvent.started(ActivityKind.SPEAKING_STARTED));
    } else if (was && against == SLOTS_TO_END) {
      state.put(AGAINST_AT, (byte) 0);
      end(micros, events);
    }
  }

  private double deviation() {
    double sum = 0;
    double ofSquares = 0;
    for (int i = 0; i < SLOTS; i++) {
      sum += slot(i);
      ofSquares += (double) slot(i) * slot(i);
    }
    double mean = sum / SLOTS;
    return Math.sqrt(Math.max(0, ofSquares / SLOTS - mean * mean));
  }

  /** Counts how often it turned, by at least {@link #LEAST_MOVE} each time. */
  private int turns() {
    int turns = 0;
    int direction = 0;
    long newest = state.getLong(0);
    float low = Float.MAX_VALUE;
    float high = -Float.MAX_VALUE;
    for (int i = 1; i <= SLOTS; i++) {
      float now = slot(Math.floorMod(newest + i, SLOTS));
      low = Math.min(low, now);
      high = Math.max(high, now);
      if (direction >= 0 && high - now >= LEAST_MOVE) {
        turns += direction;
        direction = -1;
        low = now;
      } else if (direction <= 0 && now - low >= LEAST_MOVE) {
        turns -= direction;
        direction = 1;
        high = now;
      }
    }
    return turns;
  }

  private float slot(int index) {
    return state.getFloat(SLOTS_AT + index * Float.BYTES);
  }

  private void put(int index, float openness) {
    state.putFloat(SLOTS_AT + index * Float.BYTES, openness);
  }

  private void clearSlot() {
    state.putFloat(SUM_AT, 0).putInt(MICROS_AT, 0);
  }

  private void end(long micros, List<ActivityEvent> events) {
    events.add(ActivityEvent.lasted(ActivityKind.SPEAKING_ENDED, speaking.micros(micros)));
    speaking.end();
  }

  /**
   * Ends it and begins anew: the mouth is no longer seen.
   *
   * @param micros until when it was
   */
  void reset(long micros, List<ActivityEvent> events) {
    if (speaking.isOn()) {
      end(micros, events);
    }
    clearSlot();
    state.put(FILLED_AT, (byte) 0).put(AGAINST_AT, (byte) 0);
  }
}
