package io.meshstream.tools.view;

import io.meshstream.tools.console.CommandProvider;
import io.meshstream.tools.console.StopSignal;
import java.util.List;
import java.util.concurrent.Callable;

/** Provides the command {@code view}. */
public final class ViewerCommands implements CommandProvider {

  /** Is made by the service loader. */
  public ViewerCommands() {}

  @Override
  public List<Callable<Integer>> commands(StopSignal stop) {
    return List.of(new ViewCommand(stop));
  }
}
