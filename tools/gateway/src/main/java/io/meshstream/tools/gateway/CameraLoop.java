package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.CameraFeed;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.video.SourceException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera from its start to its end: opens it, sends its pictures, and opens it again when it is
 * lost, after a pause that grows, in a new epoch.
 *
 * <p>A file is opened once, or over and over when it loops, in the same epoch. Runs on a thread of
 * its own, whose interruption ends it.
 */
final class CameraLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(CameraLoop.class);

  private final CameraSettings settings;
  private final SourceOpener opener;
  private final CameraFeed feed;
  private final CameraStatus status;
  private final Ticker ticker;
  private final Backoff backoff;

  CameraLoop(
      CameraSettings settings,
      SourceOpener opener,
      CameraFeed feed,
      CameraStatus status,
      Ticker ticker,
      Backoff backoff) {
    this.settings = settings;
    this.opener = opener;
    this.feed = feed;
    this.status = status;
    this.ticker = ticker;
    this.backoff = backoff;
  }

  @Override
  public void run() {
    try {
      if (settings.url().kind().isLive()) {
        streamForEver();
      } else {
        streamOnce();
      }
    } catch (SourceException e) {
      status.lost(e.getMessage());
      status.over(CameraStatus.Phase.FAILED);
    } catch (InterruptedException e) {
      status.over(CameraStatus.Phase.STOPPED);
    } catch (RuntimeException | Error e) {
      unexpected(e);
      status.over(CameraStatus.Phase.FAILED);
    }
  }

  private void unexpected(Throwable e) {
    LOG.error("{}: failed unexpectedly", settings.id(), e);
    status.lost(settings.url() + ": " + e);
  }

  private void streamOnce() throws SourceException, InterruptedException {
    do {
      if (stream() == 0) {
        throw new SourceException(
            "%s: no pictures (expected: at least one that can be read)".formatted(settings.url()));
      }
    } while (settings.loop());
    status.over(CameraStatus.Phase.ENDED);
  }

  private void streamForEver() throws InterruptedException {
    while (true) {
      try {
        stream();
        status.lost(settings.url() + ": the stream has ended (expected: it goes on)");
      } catch (SourceException e) {
        status.lost(e.getMessage());
      } catch (RuntimeException e) {
        // Perhaps what the camera sent: the next connection may go well.
        unexpected(e);
      }
      feed.restart();
      Duration pause = backoff.next();
      long end = ticker.nanoTime() + pause.toNanos();
      status.retryingAt(end);
      ticker.sleepUntil(end);
    }
  }

  /** Returns how many pictures there were. */
  private long stream() throws SourceException, InterruptedException {
    status.connecting();
    long pictures = 0;
    try (FrameSource source = opener.open(status)) {
      status.streaming();
      Optional<CapturedPicture> picture = source.next();
      while (picture.isPresent()) {
        status.picture();
        feed.send(turned(picture.get()));
        backoff.reset();
        pictures++;
        picture = source.next();
      }
    }
    return pictures;
  }

  private CapturedPicture turned(CapturedPicture picture) {
    return settings.rotation().isPresent()
        ? picture.withRotation(settings.rotation().getAsInt())
        : picture;
  }
}
