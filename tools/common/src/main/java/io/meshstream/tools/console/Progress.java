package io.meshstream.tools.console;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Shows on a terminal how far a long piece of work has come, in one line of standard error that is
 * gone when it is done. Elsewhere it shows nothing. Not thread-safe.
 */
public final class Progress implements AutoCloseable {

  /** System property that says whether standard error is a terminal; the launcher sets it. */
  private static final String TERMINAL_PROPERTY = "meshstream.terminal.errors";

  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final double NANOS = 1e9;

  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean isShown;
  private final String what;
  private final OptionalLong total;
  private final LongSupplier clock;
  private final long begin;

  private long done;
  private long shown;

  /**
   * Begins.
   *
   * @param isShown whether there is a terminal to show it on
   * @param what what is counted, in the plural
   * @param total how many there are, if that is known
   * @param clock tells the time in nanoseconds
   */
  Progress(PrintWriter err, boolean isShown, String what, OptionalLong total, LongSupplier clock) {
    this.err = err;
    this.isShown = isShown;
    this.what = what;
    this.total = total;
    this.clock = clock;
    this.begin = clock.getAsLong();
    this.shown = begin;
  }

  /**
   * Begins to show progress if standard error is a terminal.
   *
   * @param err writes to standard error
   * @param what what is counted, in the plural
   * @param total how many there are, if that is known
   */
  public static Progress of(PrintWriter err, String what, OptionalLong total) {
    return new Progress(err, Boolean.getBoolean(TERMINAL_PROPERTY), what, total, System::nanoTime);
  }

  /** Shows nothing, for a command whose output on the same terminal tells as much. */
  public static Progress none() {
    return new Progress(
        new PrintWriter(Writer.nullWriter()), false, "", OptionalLong.empty(), () -> 0);
  }

  /** Counts one more. */
  public void step() {
    done++;
    long now = clock.getAsLong();
    if (isShown && now - shown >= INTERVAL.toNanos()) {
      shown = now;
      err.print(ERASE + line(now - begin));
      err.flush();
    }
  }

  private String line(long nanos) {
    double rate = done * NANOS / nanos;
    if (total.isEmpty()) {
      return String.format(Locale.ROOT, "%,d %s, %.1f/s", done, what, rate);
    }
    long left = Math.max(0, total.getAsLong() - done);
    return String.format(
        Locale.ROOT,
        "%,d of %,d %s, %.1f/s, %.0f s to go",
        done,
        total.getAsLong(),
        what,
        rate,
        Math.ceil(left / rate));
  }

  /** Makes room for something else on the terminal; the next step shows the line again. */
  public void clear() {
    if (isShown) {
      err.print(ERASE);
      err.flush();
    }
  }

  @Override
  public void close() {
    clear();
  }
}
