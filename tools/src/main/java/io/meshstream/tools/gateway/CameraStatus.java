package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.CameraFeed;
import io.meshstream.schemas.producer.FrameCounts;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a camera is doing, told by its thread and shown by another. Thread-safe. */
final class CameraStatus implements Complaints {

  /** What a camera can be doing. */
  enum Phase {
    CONNECTING,
    STREAMING,
    RETRYING,
    ENDED,
    FAILED,
    STOPPED;

    /** Whether nothing follows. */
    boolean isFinal() {
      return this == ENDED || this == FAILED || this == STOPPED;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(CameraStatus.class);

  private final CameraFeed feed;

  private Phase phase = Phase.CONNECTING;
  private long retryNanos;
  private boolean lost;
  private int reconnections;
  private String problem;

  CameraStatus(CameraFeed feed) {
    this.feed = feed;
  }

  String camera() {
    return feed.camera();
  }

  FrameCounts counts() {
    return feed.counts();
  }

  synchronized void connecting() {
    phase = Phase.CONNECTING;
  }

  synchronized void streaming() {
    phase = Phase.STREAMING;
    if (lost) {
      lost = false;
      reconnections++;
      LOG.info("{}: streaming again", camera());
    }
  }

  /** The camera is tried again at a moment of the ticker. */
  synchronized void retryingAt(long nanos) {
    lost = true;
    phase = Phase.RETRYING;
    retryNanos = nanos;
  }

  /** The camera does nothing more, in the phase given. */
  synchronized void over(Phase last) {
    phase = last;
    LOG.info("{}: {}", camera(), last);
  }

  @Override
  public synchronized void add(String message) {
    // A camera may have the same to say with every picture.
    if (!message.equals(problem)) {
      LOG.info("{}: {}", camera(), message);
    }
    problem = message;
  }

  synchronized Phase phase() {
    return phase;
  }

  /** Whether it has not failed, nor Kafka with what it sent to its end. */
  synchronized boolean isWell() {
    return phase != Phase.FAILED && (phase != Phase.ENDED || feed.counts().failed() == 0);
  }

  /** How long until it is tried again. */
  synchronized Duration pause(long nowNanos) {
    return Duration.ofNanos(Math.max(0, retryNanos - nowNanos));
  }

  /**
   * How often it was connected after it had been lost or out of reach; a file that begins again is
   * neither.
   */
  synchronized int reconnections() {
    return reconnections;
  }

  /** What went wrong last with the camera. */
  synchronized Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** Why Kafka refused the last frame that it did. */
  Optional<String> refusal() {
    return feed.lastFailure().map(failure -> "Kafka: " + failure.getMessage());
  }
}
