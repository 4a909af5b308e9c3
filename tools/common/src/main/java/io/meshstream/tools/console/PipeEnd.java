package io.meshstream.tools.console;

import java.io.PrintWriter;

/**
 * Tells whether anybody still reads what a command prints: {@code head} leaves when it has enough.
 */
public final class PipeEnd {

  private PipeEnd() {}

  /**
   * Whether nobody does.
   *
   * @param out writes to standard output; over which it may lie, and which keeps to itself that its
   *     pipe is closed
   */
  public static boolean isClosed(PrintWriter out) {
    return out.checkError() || System.out.checkError();
  }
}
