package io.meshstream.tools.console;

import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;

/** A single command, set up as the program sets up all of them. */
public final class TestingCommandLine {

  private TestingCommandLine() {}

  /** Returns it; what it says goes to the writers. */
  public static CommandLine of(Object command, Writer out, Writer err) {
    FailureReport failures = new FailureReport(() -> false);
    CommandLine line =
        new CommandLine(command)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(failures)
            .setParameterExceptionHandler(failures);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line;
  }
}
