package io.meshstream.tools.local;

import io.meshstream.tools.console.CommandProvider;
import io.meshstream.tools.console.StopSignal;
import java.util.List;
import java.util.concurrent.Callable;

/** Provides the commands that know the job: {@code local}, {@code check} and {@code derive}. */
public final class LocalCommands implements CommandProvider {

  /** Is made by the service loader. */
  public LocalCommands() {}

  @Override
  public List<Callable<Integer>> commands(StopSignal stop) {
    return List.of(
        new LocalCommand(stop),
        new CheckCommand(System.getenv()),
        new DeriveCommand(System.getenv()));
  }
}
