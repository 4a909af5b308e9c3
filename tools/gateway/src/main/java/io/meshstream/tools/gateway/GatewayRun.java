package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.FrameProducer;
import io.meshstream.schemas.producer.WhenFull;
import io.meshstream.tools.console.Screen;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.video.SourceLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets cameras send until all have ended or a signal stops them, and shows meanwhile how they are
 * doing.
 */
final class GatewayRun {

  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration FLUSH_TIME = Duration.ofSeconds(20);

  private final FrameProducer frames;
  private final Function<CameraSettings, WhenFull> policy;
  private final SourceLimits limits;
  private final StopSignal stop;
  private final Screen screen;
  private final Optional<HealthFile> health;
  private final Ticker ticker = Ticker.system();

  GatewayRun(
      FrameProducer frames,
      Function<CameraSettings, WhenFull> policy,
      SourceLimits limits,
      StopSignal stop,
      Screen screen,
      Optional<HealthFile> health) {
    this.frames = frames;
    this.policy = policy;
    this.limits = limits;
    this.stop = stop;
    this.screen = screen;
    this.health = health;
  }

  /**
   * Runs to the end, and closes the producer.
   *
   * @return whether no camera failed, and Kafka took what those that have ended sent
   */
  boolean stream(List<CameraSettings> cameras) throws InterruptedException {
    try (Gateway gateway = new Gateway(cameras, frames, policy, limits, ticker)) {
      GatewayTable table = new GatewayTable(gateway.statuses(), ticker.nanoTime());
      gateway.start();
      showUntilEnd(gateway, table);
      gateway.stop();
      frames.close(FLUSH_TIME);
      health.ifPresent(file -> file.update(gateway.statuses()));
      screen.print("");
      screen.print("The whole run:");
      table.overall(ticker.nanoTime()).forEach(screen::print);
      return gateway.statuses().stream().allMatch(CameraStatus::isWell);
    }
  }

  private void showUntilEnd(Gateway gateway, GatewayTable table) throws InterruptedException {
    long shown = ticker.nanoTime();
    while (!gateway.isFinished() && !stop.await(TICK)) {
      health.ifPresent(file -> file.update(gateway.statuses()));
      long now = ticker.nanoTime();
      if (now - shown >= screen.interval().toNanos()) {
        shown = now;
        screen.show(table.recently(now));
      }
    }
  }
}
