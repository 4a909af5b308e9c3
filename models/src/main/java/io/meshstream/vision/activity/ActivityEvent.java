package io.meshstream.vision.activity;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that a face did.
 *
 * @param kind what it was
 * @param durationMicros for how long it went on, in microseconds; empty for what has only begun
 * @param perclos the share of the time in which the eyes were closed, 0 to 1, for drowsiness
 */
public record ActivityEvent(
    ActivityKind kind, OptionalLong durationMicros, Optional<Float> perclos) {

  static ActivityEvent started(ActivityKind kind) {
    return new ActivityEvent(kind, OptionalLong.empty(), Optional.empty());
  }

  static ActivityEvent lasted(ActivityKind kind, long micros) {
    return new ActivityEvent(kind, OptionalLong.of(micros), Optional.empty());
  }

  ActivityEvent with(float newPerclos) {
    return new ActivityEvent(kind, durationMicros, Optional.of(newPerclos));
  }
}
