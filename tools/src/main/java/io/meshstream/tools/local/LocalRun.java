package io.meshstream.tools.local;

import io.meshstream.job.frames.FrameFormat;
import io.meshstream.job.options.JobSettings;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.Screen;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.LedgerText;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.tools.simulation.CameraFleet;
import io.meshstream.tools.simulation.Film;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Lets cameras send to a running stack until they have sent all they should or a signal stops them,
 * shows meanwhile how they are doing, and in the end proves by the ledger that nothing was lost.
 */
final class LocalRun {

  private static final Duration TICK = Duration.ofMillis(200);

  /** Longer than a checkpoint takes: that is when exactly-once records become visible. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LocalStack stack;
  private final StopSignal stop;
  private final Screen screen;

  LocalRun(LocalStack stack, StopSignal stop, Screen screen) {
    this.stack = stack;
    this.stop = stop;
    this.screen = screen;
  }

  /**
   * Runs to the end.
   *
   * @return the balance of all frames that the cameras sent
   * @throws CommandFailure if the job fails or frames cannot be sent
   */
  LedgerReport stream(List<Film> films, double framesPerSecond, long frameLimit)
      throws InterruptedException {
    JobSettings settings = stack.settings();
    try (LandmarksWatch watch = new LandmarksWatch(settings, LocalStack.FRAME_PARTITIONS);
        CameraFleet fleet =
            new CameraFleet(
                stack.bootstrapServers(),
                settings.frames().topic(),
                films,
                framesPerSecond,
                frameLimit)) {
      LiveSummary summary = new LiveSummary(fleet.meters(), System.nanoTime());
      fleet.start();
      showUntilEnd(fleet, watch, summary);
      fleet.stop();
      requireSent(fleet);
      screen.print("The cameras have stopped; waiting for the records of their last frames.");
      LedgerReport report = ledger(settings).read(PATIENCE);
      summary.add(watch.take(), System.nanoTime());
      screen.print("");
      screen.print("The whole run, latency from capture to arrival at a reader:");
      summary.overall().forEach(screen::print);
      screen.print("");
      screen.print("The ledger:");
      LedgerText.of(report).forEach(screen::print);
      return report;
    }
  }

  private void showUntilEnd(CameraFleet fleet, LandmarksWatch watch, LiveSummary summary)
      throws InterruptedException {
    long shown = System.nanoTime();
    while (!fleet.isFinished() && !stop.await(TICK)) {
      requireSent(fleet);
      if (System.nanoTime() - shown >= screen.interval().toNanos()) {
        stack.job().requireAlive();
        shown = System.nanoTime();
        summary.add(watch.take(), shown);
        screen.show(summary.recently(fleet.delay()));
      }
    }
  }

  private static void requireSent(CameraFleet fleet) {
    fleet
        .failure()
        .ifPresent(
            e -> {
              throw new CommandFailure(
                  "cameras: %s (expected: the broker takes every frame); see the log file"
                      .formatted(e.getMessage()),
                  e);
            });
  }

  private TopicLedger ledger(JobSettings settings) {
    return new TopicLedger(
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()),
        settings.frames().topic(),
        settings.outputs().landmarksTopic(),
        FrameFormat.AVRO,
        LandmarksWatch.isolation(settings));
  }
}
