package io.meshstream.tools.console;

import io.meshstream.schemas.registry.RegistryException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells the user of a command why it ended: one line on standard error, and the stack trace only
 * when asked for.
 *
 * <p>A command line that cannot be understood ends with exit code 2, a command that failed with 1.
 */
public final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final BooleanSupplier verbose;

  /**
   * Makes a report.
   *
   * @param verbose whether stack traces are wanted; asked when something has failed
   */
  public FailureReport(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandFailure || failure instanceof RegistryException) {
      // It may name what came from elsewhere, such as a camera.
      err.println(line(command, PlainText.of(failure.getMessage())));
    } else {
      // Made only now: before the options are read it is not known where the log goes.
      Logger log = LoggerFactory.getLogger(FailureReport.class);
      log.info("The command failed unexpectedly.", failure);
      String what = PlainText.of(failure.toString());
      err.println(line(command, what + "; run it again with --verbose to see where"));
    }
    printTrace(failure, err);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(line(command, failure.getMessage()));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    printTrace(failure, err);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private void printTrace(Exception failure, PrintWriter err) {
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  private static String line(CommandLine command, String message) {
    return command.getCommandSpec().root().name() + ": " + message;
  }
}
