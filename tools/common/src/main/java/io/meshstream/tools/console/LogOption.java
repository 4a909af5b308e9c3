package io.meshstream.tools.console;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.PicocliException;

/**
 * Reads the option {@code --log} before the commands are made: libraries that they refer to log as
 * soon as they are loaded, and where the log goes is settled with its first line.
 */
@Command
final class LogOption {

  @Option(names = "--log")
  private Path log;

  private LogOption() {}

  /** Returns the file that the user asks for; empty as well if the option is not well-formed. */
  static Optional<Path> in(String... arguments) {
    LogOption option = new LogOption();
    try {
      new CommandLine(option).setUnmatchedArgumentsAllowed(true).parseArgs(arguments);
    } catch (PicocliException e) {
      // The parser of the commands says what is wrong with it.
      return Optional.empty();
    }
    return Optional.ofNullable(option.log);
  }
}
