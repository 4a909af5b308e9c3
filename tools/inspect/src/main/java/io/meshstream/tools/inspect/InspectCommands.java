package io.meshstream.tools.inspect;

import io.meshstream.tools.cameras.CamerasCommand;
import io.meshstream.tools.console.CommandProvider;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.deadletters.ReplayDeadLettersCommand;
import io.meshstream.tools.events.EventsCommand;
import io.meshstream.tools.forget.ForgetCommand;
import io.meshstream.tools.landmarks.LandmarksCommand;
import io.meshstream.tools.ledger.LedgerCommand;
import io.meshstream.tools.render.RenderCommand;
import io.meshstream.tools.size.SizeCommand;
import io.meshstream.tools.tail.TailCommand;
import java.util.List;
import java.util.concurrent.Callable;

/** Provides the commands that look into pictures and topics, and set what lies on one. */
public final class InspectCommands implements CommandProvider {

  /** Is made by the service loader. */
  public InspectCommands() {}

  @Override
  public List<Callable<Integer>> commands(StopSignal stop) {
    return List.of(
        new LandmarksCommand(stop),
        new LedgerCommand(stop),
        new ReplayDeadLettersCommand(stop),
        new TailCommand(stop),
        new EventsCommand(stop),
        new RenderCommand(stop),
        new CamerasCommand(),
        new ForgetCommand(),
        new SizeCommand());
  }
}
