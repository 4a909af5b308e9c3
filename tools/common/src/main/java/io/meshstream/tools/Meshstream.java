package io.meshstream.tools;

import io.meshstream.tools.console.CommandProvider;
import io.meshstream.tools.console.FailureReport;
import io.meshstream.tools.console.LogFile;
import io.meshstream.tools.console.ProcessFolder;
import io.meshstream.tools.console.StopSignal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line {@code meshstream COMMAND}, with the commands of all modules that are there. */
@Command(
    name = "meshstream",
    description = "MediaPipe Face Mesh for many cameras, as an Apache Flink streaming job.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Meshstream.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true)
public final class Meshstream implements Callable<Integer> {

  /** How the help lists commands, whatever the class path's order; others follow. */
  private static final List<String> ORDER =
      List.of(
          "local",
          "gateway",
          "view",
          "landmarks",
          "ledger",
          "tail",
          "events",
          "render",
          "cameras",
          "check",
          "size",
          "forget");

  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace when the command fails.")
  private boolean verbose;

  @Option(
      names = "--log",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Write the log here instead of to the user's cache folder.")
  private Path log;

  private final Optional<ProcessFolder> temporary;

  private Meshstream(Optional<ProcessFolder> temporary) {
    this.temporary = temporary;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    LogFile.chooseEarly(arguments);
    Optional<ProcessFolder> temporary = ProcessFolder.ofLauncher();
    temporary.ifPresent(ProcessFolder::deleteAtExit);
    StopSignal stop = new StopSignal();
    int exitCode = CommandLine.ExitCode.SOFTWARE;
    try {
      exitCode = commandLine(stop, temporary).execute(arguments);
    } finally {
      stop.end();
    }
    System.exit(exitCode);
  }

  /**
   * Makes the parser, which is also what runs the command it has read.
   *
   * @param stop ends commands that run until they are told to stop
   * @param temporary what the process may leave behind only while it runs
   */
  public static CommandLine commandLine(StopSignal stop, Optional<ProcessFolder> temporary) {
    Meshstream meshstream = new Meshstream(temporary);
    FailureReport failures = new FailureReport(() -> meshstream.verbose);
    CommandLine line = new CommandLine(meshstream);
    subcommands(stop).forEach(line::addSubcommand);
    line.addSubcommand(new HelpCommand());
    line.addSubcommand(new CompletionCommand());
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setExecutionStrategy(meshstream::run);
  }

  private static List<CommandLine> subcommands(StopSignal stop) {
    return ServiceLoader.load(CommandProvider.class).stream()
        .flatMap(provider -> provider.get().commands(stop).stream())
        .map(CommandLine::new)
        .sorted(Comparator.comparingInt(Meshstream::place))
        .toList();
  }

  private static int place(CommandLine command) {
    int place = ORDER.indexOf(command.getCommandName());
    return place < 0 ? ORDER.size() : place;
  }

  private int run(ParseResult parsed) {
    // As before, but now the user is told what is wrong with the choice.
    LogFile.choose(Optional.ofNullable(log));
    temporary.ifPresent(ProcessFolder::take);
    return new CommandLine.RunLast().execute(parsed);
  }

  /** Without a command, all there is to say is what commands there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return spec.exitCodeOnInvalidInput();
  }

  /** Says which build this is. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Meshstream.class.getPackage().getImplementationVersion();
      return new String[] {"meshstream " + (version == null ? "(development build)" : version)};
    }
  }
}
