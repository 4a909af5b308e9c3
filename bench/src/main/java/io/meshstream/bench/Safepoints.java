package io.meshstream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads when all threads of a Java process stood still, nearly always for a collection of garbage,
 * from the process's own log.
 */
final class Safepoints {

  /** Shorter ones delay nothing that is measured in milliseconds. */
  private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final Pattern LINE =
      Pattern.compile("\\[(\\d+)ns] *Safepoint \".*Total: *(\\d+) ns.*");

  private Safepoints() {}

  /** Returns the option of Java that has it write the log. */
  static String option(Path log) {
    return "-Xlog:safepoint:file=%s:timenanos".formatted(log);
  }

  /** Reads the log so far. */
  static List<TimeSpan> read(Path log, MicroClock clock) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.flatMap(line -> span(line, clock)).toList();
    }
  }

  /** A line is written at the end of what it tells. */
  private static Stream<TimeSpan> span(String line, MicroClock clock) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Stream.empty();
    }
    long end = Long.parseLong(matcher.group(1));
    long nanos = Long.parseLong(matcher.group(2));
    return nanos < LEAST_NANOS
        ? Stream.empty()
        : Stream.of(new TimeSpan(clock.micros(end - nanos), clock.micros(end)));
  }
}
