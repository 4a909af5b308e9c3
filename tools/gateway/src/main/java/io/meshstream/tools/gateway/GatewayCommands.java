package io.meshstream.tools.gateway;

import io.meshstream.tools.console.CommandProvider;
import io.meshstream.tools.console.StopSignal;
import java.util.List;
import java.util.concurrent.Callable;

/** Provides the command {@code gateway}. */
public final class GatewayCommands implements CommandProvider {

  /** Is made by the service loader. */
  public GatewayCommands() {}

  @Override
  public List<Callable<Integer>> commands(StopSignal stop) {
    return List.of(new GatewayCommand(stop));
  }
}
