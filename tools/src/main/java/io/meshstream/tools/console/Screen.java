package io.meshstream.tools.console;

import java.io.PrintWriter;
import java.util.List;

/**
 * Shows a block of lines again and again: in its place on a terminal, one after another elsewhere.
 *
 * <p>Thread-safe.
 */
public final class Screen {

  private static final String UP_AND_ERASE = "\u001b[%dA\u001b[J";

  private final PrintWriter out;
  private final boolean terminal;

  private int shown;

  /**
   * Makes a screen.
   *
   * @param out where to write
   * @param terminal whether {@code out} understands ANSI escape sequences
   */
  public Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Whether a block takes the place of the one before it. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Shows a block, on a terminal in place of the one shown last. */
  public synchronized void show(List<String> lines) {
    if (terminal && shown > 0) {
      out.print(UP_AND_ERASE.formatted(shown));
    }
    lines.forEach(out::println);
    out.flush();
    shown = lines.size();
  }

  /** Writes a line that stays; the next block begins below it. */
  public synchronized void print(String line) {
    out.println(line);
    out.flush();
    shown = 0;
  }
}
