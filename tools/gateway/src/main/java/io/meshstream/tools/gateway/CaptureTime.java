package io.meshstream.tools.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Tells when the pictures of a stream were taken: when its camera says, or else when they arrived.
 *
 * <p>A camera's clock is believed while it says a time that is at most 2 s from that of the
 * arrival, and even then no picture is taken after it has arrived. Not thread-safe.
 */
final class CaptureTime {

  /** Whose clock counts. */
  enum Source {
    /** The camera's, where it has one that can be believed. */
    CAMERA,
    /** That of this machine, on arrival. */
    ARRIVAL;

    /**
     * Reads what a user wrote.
     *
     * @throws IllegalArgumentException with the rule if it is none
     */
    static Source parse(String text) {
      return switch (text) {
        case "camera" -> CAMERA;
        case "arrival" -> ARRIVAL;
        default -> throw new IllegalArgumentException("camera or arrival");
      };
    }
  }

  private static final Duration MOST_APART = Duration.ofSeconds(2);

  private final String name;
  private final Source source;
  private final WarningListener listener;

  private boolean told;

  /**
   * @param name of the camera, for messages
   * @param listener told once of a clock that cannot be believed
   */
  CaptureTime(String name, Source source, WarningListener listener) {
    this.name = name;
    this.source = source;
    this.listener = listener;
  }

  /**
   * When a picture was taken.
   *
   * @param senderMicrosAtZero what the camera's clock said at the stream's moment 0, in
   *     microseconds since 1970; empty if it says nothing
   * @param streamNanos its moment in the stream; empty if it is not known
   * @param arrival when it arrived
   */
  Instant of(OptionalLong senderMicrosAtZero, OptionalLong streamNanos, Instant arrival) {
    if (source == Source.ARRIVAL || senderMicrosAtZero.isEmpty() || streamNanos.isEmpty()) {
      return arrival;
    }
    Instant zero = Instant.EPOCH.plus(senderMicrosAtZero.getAsLong(), ChronoUnit.MICROS);
    Instant taken = zero.plusNanos(streamNanos.getAsLong());
    Duration before = Duration.between(taken, arrival);
    if (before.abs().compareTo(MOST_APART) > 0) {
      complain(before);
      return arrival;
    }
    return before.isNegative() ? arrival : taken;
  }

  private void complain(Duration before) {
    if (!told) {
      told = true;
      listener.warn(
          String.format(
              Locale.ROOT,
              "%s: its clock is %.1f s %s (expected: at most 2 s); its frames have the time of their"
                  + " arrival until it is set right",
              name,
              before.abs().toMillis() / 1000.0,
              before.isNegative() ? "fast" : "slow"));
    }
  }
}
