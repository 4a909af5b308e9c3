package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.CameraFeed;
import io.meshstream.schemas.producer.FrameProducer;
import io.meshstream.schemas.producer.WhenFull;
import io.meshstream.tools.video.SourceLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the frames of several cameras, one thread for each. One thread starts and closes it; any
 * may ask how it goes.
 */
final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** A webcam's driver may hold a thread; it does not hold the process. */
  private static final Duration END_TIME = Duration.ofSeconds(5);

  private final List<CameraStatus> statuses = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Prepares the cameras.
   *
   * @param policy what becomes of a camera's frames while Kafka is too slow
   */
  Gateway(
      List<CameraSettings> cameras,
      FrameProducer frames,
      Function<CameraSettings, WhenFull> policy,
      SourceLimits limits,
      Ticker ticker) {
    for (CameraSettings camera : cameras) {
      CameraFeed feed = frames.camera(camera.id(), policy.apply(camera));
      CameraStatus status = new CameraStatus(feed);
      SourceOpener opener = SourceOpener.of(camera, limits, ticker);
      Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
      CameraLoop loop = new CameraLoop(camera, opener, feed, status, ticker, backoff);
      Thread thread = new Thread(loop, "camera " + camera.id());
      thread.setDaemon(true);
      statuses.add(status);
      threads.add(thread);
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** Returns how the cameras are doing, in their order. */
  List<CameraStatus> statuses() {
    return List.copyOf(statuses);
  }

  /** Returns whether no camera goes on. */
  boolean isFinished() {
    return statuses.stream().allMatch(status -> status.phase().isFinal());
  }

  /** Stops the cameras and waits up to 5 s until they have. Does nothing the second time. */
  void stop() {
    threads.forEach(Thread::interrupt);
    long end = System.nanoTime() + END_TIME.toNanos();
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        if (thread.isAlive()) {
          LOG.warn("{}: still busy (expected: it stops within 5 s)", thread.getName());
        }
      }
      threads.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
