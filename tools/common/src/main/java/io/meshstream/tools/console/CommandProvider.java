package io.meshstream.tools.console;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Makes the commands of a module. The program has the commands of all providers that the service
 * loader finds: those of the modules on its class path.
 */
public interface CommandProvider {

  /**
   * Makes the commands, each described by picocli's annotations.
   *
   * @param stop ends those that run until they are told to stop
   */
  List<Callable<Integer>> commands(StopSignal stop);
}
