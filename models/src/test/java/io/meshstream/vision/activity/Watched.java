package io.meshstream.vision.activity;

import io.meshstream.vision.signals.FaceSignals;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** A face that is watched, with what its eyes and its mouth do as functions of the seconds. */
final class Watched {
  static final DoubleUnaryOperator OPEN_EYES = seconds -> 0.3;
  static final DoubleUnaryOperator SHUT_MOUTH = seconds -> 0.05;

  private static final long SECOND_MICROS = 1_000_000;

  /** An arbitrary day, in the middle of a second. */
  private static final long START_MICROS = 1_700_000_000_312_345L;

  private final List<String> events = new ArrayList<>();
  private FaceActivity state = FaceActivity.none();
  private long micros = START_MICROS;

  /** Shows it for a time; the seconds of the functions begin with it. */
  Watched show(double seconds, double rate, DoubleUnaryOperator eyes, DoubleUnaryOperator mouth) {
    long frames = Math.round(seconds * rate);
    long begin = micros;
    for (long frame = 1; frame <= frames; frame++) {
      double at = frame / rate;
      micros = begin + Math.round(at * SECOND_MICROS);
      show(eyes.applyAsDouble(at), mouth.applyAsDouble(at), 1);
    }
    return this;
  }

  /** Shows it in one frame at the time that it is. */
  void show(double eyes, double mouth, double frontalness) {
    next(
        Optional.of(
            new FaceSignals(
                (float) eyes,
                (float) (eyes * 0.9),
                (float) mouth,
                (float) frontalness,
                200,
                Optional.empty())));
  }

  /** Shows a frame without its signals after a time. */
  Watched showNothing(double seconds) {
    pass(seconds);
    next(Optional.empty());
    return this;
  }

  /** Lets time pass, forwards or backwards, without a frame. */
  Watched pass(double seconds) {
    micros += Math.round(seconds * SECOND_MICROS);
    return this;
  }

  /** Stores its state and goes on from what was stored. */
  Watched restore() {
    ByteBuffer stored = state.bytes();
    byte[] bytes = new byte[stored.remaining()];
    stored.get(bytes);
    FaceActivity restored = FaceActivity.of(ByteBuffer.wrap(bytes));
    if (!restored.equals(state)) {
      throw new AssertionError("%s (expected: %s)".formatted(restored, state));
    }
    state = restored;
    return this;
  }

  private void next(Optional<FaceSignals> signals) {
    ActivityStep step = state.next(micros, signals);
    state = step.state();
    step.events().forEach(event -> events.add(text(event)));
  }

  FaceActivity state() {
    return state;
  }

  /** Returns what it was seen to do, each as a word with what there is to say in seconds. */
  List<String> events() {
    return events;
  }

  static String text(ActivityEvent event) {
    StringBuilder text = new StringBuilder(event.kind().name());
    event
        .durationMicros()
        .ifPresent(micros -> text.append(' ').append(Math.round(micros / 1e3) / 1e3));
    return text.toString();
  }
}
