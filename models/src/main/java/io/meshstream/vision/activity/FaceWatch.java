package io.meshstream.vision.activity;

import io.meshstream.vision.signals.FaceSignals;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A state of which a frame may make the next: the parts of it, where they lie. What a frame showed
 * holds until the next one.
 */
final class FaceWatch {
  private static final byte VERSION = 1;
  private static final int AT = 1;
  private static final int EYES_WERE_AT = AT + Long.BYTES;
  private static final int MOUTH_WAS_AT = EYES_WERE_AT + Float.BYTES;
  private static final int EYES_AT = MOUTH_WAS_AT + Float.BYTES;
  private static final int YAWN_AT = EYES_AT + Eyes.BYTES;
  private static final int USUAL_AT = YAWN_AT + Yawn.BYTES;
  private static final int SPEECH_AT = USUAL_AT + UsualOpenness.BYTES;
  private static final int DROWSINESS_AT = SPEECH_AT + Speech.BYTES;
  static final int BYTES = DROWSINESS_AT + Drowsiness.BYTES;

  private static final long LONGEST_GAP_MICROS = 1_000_000;
  private static final long SECOND_MICROS = 1_000_000;

  private final ByteBuffer state;
  private final Eyes eyes;
  private final Yawn yawn;
  private final UsualOpenness usual;
  private final Speech speech;
  private final Drowsiness drowsiness;
  private final List<ActivityEvent> events = new ArrayList<>(0);

  private FaceWatch(ByteBuffer state) {
    this.state = state;
    eyes = new Eyes(state.slice(EYES_AT, Eyes.BYTES));
    yawn = new Yawn(state.slice(YAWN_AT, Yawn.BYTES));
    usual = new UsualOpenness(state.slice(USUAL_AT, UsualOpenness.BYTES));
    speech = new Speech(state.slice(SPEECH_AT, Speech.BYTES));
    drowsiness = new Drowsiness(state.slice(DROWSINESS_AT, Drowsiness.BYTES));
  }

  /** Makes the one of a face that nothing is known of. */
  static FaceWatch begun() {
    return new FaceWatch(ByteBuffer.allocate(BYTES).put(0, VERSION));
  }

  /** Makes the one that goes on from a state, of which it takes a copy. */
  static FaceWatch of(ByteBuffer before) {
    return new FaceWatch(ByteBuffer.allocate(BYTES).put(0, before, 0, BYTES));
  }

  /** Tells whether bytes are a state that this version has written. */
  static boolean isState(ByteBuffer bytes) {
    return bytes.limit() == BYTES && bytes.get(0) == VERSION;
  }

  /** Returns when the face was last seen, of a state; below 0 is not at all. */
  static long seenAt(ByteBuffer state) {
    return state.getLong(AT) - 1;
  }

  /** Tells whether too much time has passed for what was seen to go on. */
  static boolean isGap(long seenAt, long micros) {
    return seenAt >= 0 && (micros < seenAt || micros - seenAt > LONGEST_GAP_MICROS);
  }

  /** Returns the state as it is now. */
  ByteBuffer state() {
    return state;
  }

  /** Returns what has happened. */
  List<ActivityEvent> events() {
    return events;
  }

  /** Takes in that the face is not seen, or was not until now. */
  void lose(long micros) {
    long seenAt = seenAt(state);
    eyes.reset();
    yawn.end(seenAt, events);
    speech.reset(seenAt, events);
    if (micros < seenAt) {
      drowsiness.reset(seenAt, events);
    }
    state.putLong(AT, 0);
  }

  /** Takes in that nothing more comes. */
  void end() {
    long seenAt = seenAt(state);
    yawn.end(seenAt, events);
    speech.reset(seenAt, events);
    drowsiness.reset(seenAt, events);
  }

  /** Takes in what a frame shows. */
  void see(long micros, FaceSignals signals) {
    long seenAt = seenAt(state);
    if (seenAt >= 0) {
      hold(seenAt, micros);
    }
    float openness = Math.max(signals.eyeOpennessLeft(), signals.eyeOpennessRight());
    eyes.see(micros, openness, usual.value(), events);
    yawn.see(micros, signals.mouthOpenness(), events);
    state
        .putLong(AT, micros + 1)
        .putFloat(EYES_WERE_AT, openness)
        .putFloat(MOUTH_WAS_AT, signals.mouthOpenness());
  }

  private void hold(long from, long to) {
    usual.add(state.getFloat(EYES_WERE_AT), to - from);
    if (to / SECOND_MICROS != from / SECOND_MICROS) {
      usual.forgetSecond();
    }
    drowsiness.add(from, to, eyes.areClosed(), events);
    speech.add(from, to, state.getFloat(MOUTH_WAS_AT), events);
  }
}
