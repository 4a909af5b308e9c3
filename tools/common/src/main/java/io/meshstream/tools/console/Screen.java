package io.meshstream.tools.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a block of lines again and again: in its place on a terminal, one after another elsewhere.
 *
 * <p>What has left a terminal's window cannot be erased. So lines that are too long for it are cut,
 * and of a block that is too high only the beginning and the end are shown. The window may change
 * its size.
 *
 * <p>Thread-safe.
 */
public final class Screen implements AutoCloseable {

  /** System property that says whether standard output is a terminal; the launcher sets it. */
  private static final String TERMINAL_PROPERTY = "meshstream.terminal";

  private static final Logger LOG = LoggerFactory.getLogger(Screen.class);

  private static final Duration INTERVAL_ON_TERMINAL = Duration.ofSeconds(1);
  private static final Duration INTERVAL_ELSEWHERE = Duration.ofSeconds(5);

  private static final String UP_AND_ERASE = "\u001b[%dA\u001b[J";
  private static final String CUT = "...";

  /** Of terminals that do not tell. */
  private static final Size USUAL_WINDOW = Size.of(80, 24);

  private final PrintWriter out;
  private final Optional<Terminal> terminal;

  private int shown;

  /**
   * Makes a screen.
   *
   * @param out where to write
   * @param terminal the terminal that shows what is written, if it is one
   */
  Screen(PrintWriter out, Optional<Terminal> terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Makes a screen of standard output, be it a terminal or not.
   *
   * @param out writes to standard output
   */
  public static Screen of(PrintWriter out) {
    return new Screen(out, isTerminal() ? terminal() : Optional.empty());
  }

  /** Returns whether standard output is a terminal. */
  public static boolean isTerminal() {
    return Boolean.getBoolean(TERMINAL_PROPERTY);
  }

  /** It is only asked for its size: signals, standard input and its settings stay as they are. */
  private static Optional<Terminal> terminal() {
    try {
      return Optional.of(
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(SystemOutput.SysOut)
              .nativeSignals(false)
              .graphemeCluster(false)
              .build());
    } catch (IOException e) {
      LOG.warn("The terminal cannot be used; what it would show is written line by line.", e);
      return Optional.empty();
    }
  }

  /**
   * Returns how long to wait until the next block: less where it takes the place of the one before.
   */
  public Duration interval() {
    return terminal.isPresent() ? INTERVAL_ON_TERMINAL : INTERVAL_ELSEWHERE;
  }

  /** Shows a block, on a terminal in place of the one shown last. */
  public synchronized void show(List<String> lines) {
    List<String> fitting = terminal.map(Screen::window).map(size -> fit(lines, size)).orElse(lines);
    StringBuilder block = new StringBuilder();
    if (terminal.isPresent() && shown > 0) {
      block.append(UP_AND_ERASE.formatted(shown));
    }
    fitting.forEach(line -> block.append(line).append(System.lineSeparator()));
    // At once: erased lines that wait for the new ones would be seen as flicker.
    out.print(block);
    out.flush();
    shown = fitting.size();
  }

  /** Writes a line that stays; the next block begins below it. */
  public synchronized void print(String line) {
    out.println(line);
    out.flush();
    shown = 0;
  }

  @Override
  public void close() {
    terminal.ifPresent(
        each -> {
          try {
            each.close();
          } catch (IOException e) {
            LOG.warn("The terminal could not be given back.", e);
          }
        });
  }

  private static Size window(Terminal terminal) {
    Size size = terminal.getSize();
    return size.getRows() > 0 && size.getColumns() > 0 ? size : USUAL_WINDOW;
  }

  private static List<String> fit(List<String> lines, Size window) {
    // The cursor needs a line as well.
    int room = Math.max(2, window.getRows() - 1);
    return shorten(lines, room).map(line -> cut(line, window.getColumns())).toList();
  }

  private static Stream<String> shorten(List<String> lines, int room) {
    if (lines.size() <= room) {
      return lines.stream();
    }
    int first = room / 2;
    int last = room - 1 - first;
    String more = "... (%d lines more)".formatted(lines.size() - first - last);
    return Stream.of(
            lines.subList(0, first),
            List.of(more),
            lines.subList(lines.size() - last, lines.size()))
        .flatMap(List::stream);
  }

  private static String cut(String line, int columns) {
    AttributedString text = new AttributedString(line);
    return text.columnLength() <= columns
        ? line
        : text.columnSubSequence(0, Math.max(0, columns - CUT.length())) + CUT;
  }
}
