package io.meshstream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What all cores have been busy for so far, and of that, what some processes have taken: the rest
 * is others' work, which a measurement had better not have beside it. On Linux only: it is the
 * kernel that knows.
 *
 * @param ticks what there was, busy or not, in hundredths of a second
 * @param idleTicks of that, not busy
 * @param own what the processes have taken
 */
record CoreTime(long ticks, long idleTicks, Duration own) {

  private static final Pattern BLANKS = Pattern.compile(" +");
  private static final int TICK_MILLIS = 10;
  private static final int IDLE = 3;
  private static final int WAITING = 4;

  /** What guests take is part of what users take. */
  private static final int KINDS = 8;

  /** Reads it. */
  static CoreTime of(List<ProcessHandle> own) throws IOException {
    long[] ticks;
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      ticks = ticks(lines.findFirst().orElseThrow());
    }
    return new CoreTime(
        LongStream.of(ticks).sum(),
        ticks[IDLE] + ticks[WAITING],
        own.stream()
            .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
            .reduce(Duration.ZERO, Duration::plus));
  }

  private static long[] ticks(String line) {
    return BLANKS.splitAsStream(line).skip(1).limit(KINDS).mapToLong(Long::parseLong).toArray();
  }

  /** Returns which part of all cores others have taken since an earlier reading, from 0 to 1. */
  double othersSince(CoreTime before) {
    long all = ticks - before.ticks;
    double busy = all - (idleTicks - before.idleTicks);
    double taken = own.minus(before.own).toMillis() / (double) TICK_MILLIS;
    return Math.max(0, busy - taken) / all;
  }
}
