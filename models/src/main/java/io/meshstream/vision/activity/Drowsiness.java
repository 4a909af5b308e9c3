package io.meshstream.vision.activity;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * For how much of the last minute a face's eyes were closed, in the state: PERCLOS, the measure of
 * Wierwille et al., "Research on vehicle-based driver status/performance monitoring" (1994), which
 * Dinges and Grace, "PERCLOS: a valid psychophysiological measure of alertness" (1998) found to
 * follow lapses of attention best. They call eyes closed that are covered by 80 %, as people saw
 * it; here they are where {@link Eyes} says so, which landmarks can tell.
 *
 * <p>Of sixty seconds, each of the clock's, it keeps for how long eyes were seen and for how long
 * of that they were closed, and looks at them whenever a second is over. Drowsiness starts at 0.15
 * and ends at 0.10; with less than 30 seconds of the minute seen it does not start, and ends. These
 * figures are this project's choice.
 */
final class Drowsiness {
  private static final int SECONDS = 60;
  private static final int CLOSED_NOW_AT = Long.BYTES;
  private static final int SEEN_NOW_AT = CLOSED_NOW_AT + Integer.BYTES;
  private static final int CLOSED_AT = SEEN_NOW_AT + Integer.BYTES;
  private static final int SEEN_AT = CLOSED_AT + SECONDS;
  private static final int DROWSY_AT = SEEN_AT + SECONDS;
  static final int BYTES = DROWSY_AT + Since.BYTES;

  private static final long SECOND_MICROS = 1_000_000;

  /** A second is kept in steps of that, so that each fits into a byte. */
  private static final int STEP_MICROS = 5_000;

  private static final int LEAST_SEEN_STEPS = 30 * (int) (SECOND_MICROS / STEP_MICROS);
  private static final float START = 0.15f;
  private static final float END = 0.10f;

  private final ByteBuffer state;
  private final Since drowsy;

  Drowsiness(ByteBuffer state) {
    this.state = state;
    drowsy = new Since(state.slice(DROWSY_AT, Since.BYTES));
  }

  /**
   * Takes in that eyes were closed, or open, for a time, which ends with the frame that is seen.
   */
  void add(long fromMicros, long toMicros, boolean areClosed, List<ActivityEvent> events) {
    long from = fromMicros;
    while (from < toMicros) {
      long second = from / SECOND_MICROS;
      if (second != state.getLong(0)) {
        finishSecond(second);
        judge(toMicros, events);
      }
      // Not where the second ends: that may be beyond the last time that there is.
      int micros = (int) Math.min(toMicros - from, SECOND_MICROS - from % SECOND_MICROS);
      state.putInt(SEEN_NOW_AT, state.getInt(SEEN_NOW_AT) + micros);
      if (areClosed) {
        state.putInt(CLOSED_NOW_AT, state.getInt(CLOSED_NOW_AT) + micros);
      }
      from += micros;
    }
  }

  private void finishSecond(long next) {
    long finished = state.getLong(0);
    put(finished, steps(state.getInt(CLOSED_NOW_AT)), steps(state.getInt(SEEN_NOW_AT)));
    for (long second = Math.max(finished + 1, next - SECONDS); second < next; second++) {
      put(second, 0, 0);
    }
    state.putLong(0, next).putInt(CLOSED_NOW_AT, 0).putInt(SEEN_NOW_AT, 0);
  }

  private void put(long second, int closed, int seen) {
    int index = Math.floorMod(second, SECONDS);
    state.put(CLOSED_AT + index, (byte) closed).put(SEEN_AT + index, (byte) seen);
  }

  private static int steps(int micros) {
    return (micros + STEP_MICROS / 2) / STEP_MICROS;
  }

  private void judge(long micros, List<ActivityEvent> events) {
    int seen = stepsFrom(SEEN_AT);
    float perclos = perclos(seen);
    if (drowsy.isOn() && (perclos <= END || seen < LEAST_SEEN_STEPS)) {
      end(micros, perclos, events);
    } else if (!drowsy.isOn() && perclos >= START && seen >= LEAST_SEEN_STEPS) {
      drowsy.begin(micros);
      events.add(ActivityEvent.started(ActivityKind.DROWSINESS_STARTED).with(perclos));
    }
  }

  private float perclos(int seen) {
    return seen == 0 ? 0 : (float) stepsFrom(CLOSED_AT) / seen;
  }

  private int stepsFrom(int at) {
    int sum = 0;
    for (int i = 0; i < SECONDS; i++) {
      sum += Byte.toUnsignedInt(state.get(at + i));
    }
    return sum;
  }

  private void end(long micros, float perclos, List<ActivityEvent> events) {
    events.add(
        ActivityEvent.lasted(ActivityKind.DROWSINESS_ENDED, drowsy.micros(micros)).with(perclos));
    drowsy.end();
  }

  /** Ends it and forgets all that was seen. */
  void reset(long micros, List<ActivityEvent> events) {
    if (drowsy.isOn()) {
      end(micros, perclos(stepsFrom(SEEN_AT)), events);
    }
    for (int i = 0; i < SECONDS; i++) {
      put(i, 0, 0);
    }
    state.putInt(CLOSED_NOW_AT, 0).putInt(SEEN_NOW_AT, 0);
  }
}
