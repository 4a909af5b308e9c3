package io.meshstream.tools.local;

import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.Screen;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.ledger.CameraBalance;
import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.TopicLedger;
import io.meshstream.tools.simulation.CameraFleet;
import io.meshstream.tools.simulation.Clip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;

/**
 * Lets cameras send to a running stack until they have sent all they should or a signal stops them,
 * shows meanwhile how they are doing, and in the end proves by the ledger that nothing was lost.
 */
final class LocalRun {

  private static final Duration TICK = Duration.ofMillis(200);

  /** Longer than a checkpoint takes: that is when exactly-once records become visible. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How long a stopped run waits for a job that is behind. */
  private static final Duration TIME_TO_END = Duration.ofSeconds(10);

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
  LocalResult stream(List<Clip> clips, double framesPerSecond, long frameLimit)
      throws InterruptedException {
    JobSettings settings = stack.settings();
    try (LandmarksWatch watch = new LandmarksWatch(settings, LocalStack.FRAME_PARTITIONS);
        CameraFleet fleet =
            new CameraFleet(
                stack.bootstrapServers(),
                settings.frames().topic(),
                clips,
                framesPerSecond,
                frameLimit)) {
      stack.job().awaitRunning();
      LiveSummary summary = new LiveSummary(fleet.meters(), System.nanoTime());
      double pace = framesPerSecond * clips.size();
      fleet.start();
      showUntilEnd(fleet, watch, summary, pace);
      fleet.stop();
      requireSent(fleet);
      screen.print("The cameras have stopped; waiting for the records of their last frames.");
      boolean isComplete = awaitRecords(watch, summary, pace);
      LedgerReport report = draw(settings, isComplete);
      summary.add(watch.take(), System.nanoTime());
      long lost = summary.toCome() - report.total(CameraBalance::missing);
      LocalResult result = new LocalResult(report, isComplete, Math.max(0, lost));
      show(summary, result);
      return result;
    }
  }

  private void showUntilEnd(
      CameraFleet fleet, LandmarksWatch watch, LiveSummary summary, double pace)
      throws InterruptedException {
    Duration usual = usualDelay();
    boolean isShed = stack.settings().camera().freshness().isLimited();
    long shown = System.nanoTime();
    while (!fleet.isFinished() && !stop.await(TICK)) {
      requireSent(fleet);
      if (System.nanoTime() - shown >= screen.interval().toNanos()) {
        stack.job().requireAlive();
        shown = System.nanoTime();
        summary.add(watch.take(), shown);
        List<String> lines = new ArrayList<>(summary.recently(fleet.delay()));
        new Backlog(summary.toCome(), pace).warning(usual, isShed).ifPresent(lines::add);
        screen.show(lines);
      }
    }
  }

  /** Records of a transaction are seen when the next checkpoint is done. */
  private Duration usualDelay() {
    return LandmarksWatch.isolation(stack.settings()) == IsolationLevel.READ_COMMITTED
        ? stack.settings().state().checkpointInterval()
        : Duration.ZERO;
  }

  /**
   * Waits until every frame has its record, but not longer than it takes without any progress, nor,
   * once the run is to stop, than is bearable; a signal ends it at once.
   *
   * @return whether every frame has its record, or will never have it
   */
  private boolean awaitRecords(LandmarksWatch watch, LiveSummary summary, double pace)
      throws InterruptedException {
    int signals = stop.times();
    long begin = System.nanoTime();
    long first = summary.toCome();
    long least = first;
    long progress = begin;
    long shown = begin;
    while (least > 0) {
      long now = System.nanoTime();
      summary.add(watch.take(), now);
      if (summary.toCome() < least) {
        least = summary.toCome();
        progress = now;
      }
      boolean isOverdue = signals > 0 && now - begin > TIME_TO_END.toNanos();
      if (stop.times() > signals || isOverdue) {
        return least == 0;
      }
      if (now - progress > PATIENCE.toNanos()) {
        return true;
      }
      if (now - shown >= screen.interval().toNanos()) {
        stack.job().requireAlive();
        shown = now;
        String ending = signals > 0 ? "Ctrl-C again" : "Ctrl-C";
        Duration time = Duration.ofNanos(now - begin);
        screen.show(List.of(new Backlog(least, pace).countdown(first - least, time, ending)));
      }
      TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    }
    return true;
  }

  /** A job that was not given the time to finish is stopped first: what it still did would blur. */
  private LedgerReport draw(JobSettings settings, boolean isComplete) {
    if (!isComplete) {
      stack.job().close();
    }
    return ledger(settings).read(Duration.ZERO);
  }

  private void show(LiveSummary summary, LocalResult result) {
    screen.print("");
    screen.print("The whole run, latency from capture to arrival at a reader:");
    summary.overall().forEach(screen::print);
    screen.print("");
    screen.print("The ledger:");
    result.lines().forEach(screen::print);
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
        settings.sink().landmarksTopic(),
        FrameFormat.AVRO,
        LandmarksWatch.isolation(settings));
  }
}
