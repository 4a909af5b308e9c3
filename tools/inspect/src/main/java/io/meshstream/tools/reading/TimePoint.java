package io.meshstream.tools.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a point in time as microseconds since 1970: written as such, or in ISO 8601. */
public final class TimePoint implements ITypeConverter<Long> {

  private static final Pattern MICROS = Pattern.compile("-?\\d{1,18}");

  /** For picocli, which makes it by class name. */
  public TimePoint() {}

  @Override
  public Long convert(String value) {
    if (MICROS.matcher(value).matches()) {
      return Long.valueOf(value);
    }
    try {
      Instant instant = OffsetDateTime.parse(value).toInstant();
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    } catch (DateTimeException | ArithmeticException e) {
      throw new TypeConversionException(
          "'%s' (expected: a time like 2026-01-31T12:00:00.5Z, or microseconds since 1970)"
              .formatted(value));
    }
  }
}
