package io.meshstream.tools.deadletters;

import io.meshstream.schemas.DeadLetter;
import io.meshstream.tools.reading.TimePoint;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant. */
final class LetterFilter {

  private static final long MICROS_PER_MILLI = 1000;

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "Only frames of this camera; may be given several times.")
  private Set<String> cameras = Set.of();

  @Option(
      names = "--reason",
      paramLabel = "WORD",
      description =
          "Only frames that were rejected for this reason, such as FRAME_TOO_LARGE; may be given"
              + " several times.")
  private Set<String> reasons = Set.of();

  @Option(
      names = "--since",
      converter = TimePoint.class,
      paramLabel = "TIME",
      description =
          "Only frames whose record has this time or a later one: ISO 8601, or microseconds since"
              + " 1970.")
  private long sinceMicros = Long.MIN_VALUE;

  @Option(
      names = "--until",
      converter = TimePoint.class,
      paramLabel = "TIME",
      description = "Only frames whose record has an earlier time.")
  private long untilMicros = Long.MAX_VALUE;

  /** Is made by picocli, which fills it. */
  LetterFilter() {}

  /** Returns the cameras that are named; none if all are meant. */
  Set<String> cameras() {
    return cameras;
  }

  boolean accepts(DeadLetter letter) {
    long micros = MICROS_PER_MILLI * letter.getTimestampMillis();
    return (cameras.isEmpty() || cameras.contains(letter.getCameraId()))
        && (reasons.isEmpty() || reasons.contains(letter.getReason()))
        && sinceMicros <= micros
        && micros < untilMicros;
  }
}
