package io.meshstream.tools;

import java.util.List;
import java.util.Map;
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
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The command, and the one within it (default: meshstream itself).")
  private List<String> commands = List.of();

  @Override
  public Integer call() {
    CommandLine explained = spec.root().commandLine();
    for (String command : commands) {
      explained = within(explained, command);
    }
    explained.usage(spec.commandLine().getOut());
    return 0;
  }

  private CommandLine within(CommandLine outer, String command) {
    Map<String, CommandLine> inner = outer.getSubcommands();
    CommandLine found = inner.get(command);
    if (found == null) {
      throw new ParameterException(
          spec.commandLine(),
          inner.isEmpty()
              ? "command: %s (expected: nothing behind %s, which has no commands)"
                  .formatted(command, outer.getCommandName())
              : "command: %s (expected: one of %s)"
                  .formatted(command, String.join(", ", inner.keySet())));
    }
    return found;
  }
}
