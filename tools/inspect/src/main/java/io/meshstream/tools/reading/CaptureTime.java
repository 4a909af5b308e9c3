package io.meshstream.tools.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** Writes when a frame was taken, for people. */
public final class CaptureTime {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(/* fractionalDigits= */ 6).toFormatter();

  private CaptureTime() {}

  /**
   * Returns a time in UTC; one that no calendar knows is shown as the number it is.
   *
   * @param micros microseconds since 1970
   */
  public static String text(long micros) {
    try {
      return TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    } catch (DateTimeException | ArithmeticException e) {
      return micros + "us";
    }
  }
}
