package io.meshstream.tools;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a command, as {@code --help} does; picocli's own has options that all commands have. */
@Command(name = "help", description = "Explain a command.")
final class HelpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "The command (default: meshstream itself).")
  private String command;

  @Override
  public Integer call() {
    CommandLine program = spec.root().commandLine();
    CommandLine explained = command == null ? program : program.getSubcommands().get(command);
    if (explained == null) {
      throw new ParameterException(
          spec.commandLine(),
          "command: %s (expected: one of %s)"
              .formatted(command, String.join(", ", program.getSubcommands().keySet())));
    }
    explained.usage(spec.commandLine().getOut());
    return 0;
  }
}
