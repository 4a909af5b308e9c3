package io.meshstream.tools.cameras;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands that read and write a control topic. */
@Command(
    name = "cameras",
    description = {
      "Show and change how the frames of cameras are handled, while the job runs.",
      "Settings are records of the control topic, one for each camera and one, *, for all. What a"
          + " camera's record does not say, that of * does, and else the job's options."
    },
    subcommands = {SetCommand.class, GetCommand.class, ListCommand.class, ResetCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the topic cannot be read or written",
      "2:the command line is wrong, or the job would refuse the settings"
    })
public final class CamerasCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** For the program, which has one. */
  public CamerasCommand() {}

  /** Without a command, all there is to say is what commands there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return spec.exitCodeOnInvalidInput();
  }
}
