package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.CameraFeed;
import io.meshstream.schemas.producer.FrameCounts;
import io.meshstream.tools.topics.MissingRight;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.acl.AclOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a camera is doing, told by its thread and shown by another. Thread-safe. */
final class CameraStatus implements WarningListener {

  /** What a camera can be doing. */
  enum Phase {
    CONNECTING,
    STREAMING,
    RETRYING,
    ENDED,
    FAILED,
    STOPPED;

    /** Returns whether nothing follows. */
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
  private String loss;
  private String warning;
  private long warnings;

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

  /** A picture has come: whatever it was lost for is over. */
  synchronized void picture() {
    loss = null;
  }

  /** The camera gives nothing any more, and why, until the next picture. */
  synchronized void lost(String message) {
    // A camera that is not there has the same to say each time.
    if (!message.equals(loss)) {
      LOG.info("{}: {}", camera(), message);
    }
    loss = message;
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
  public synchronized void warn(String message) {
    // A camera may have the same to say with every picture.
    if (!message.equals(warning)) {
      LOG.info("{}: {}", camera(), message);
    }
    warning = message;
    warnings++;
  }

  synchronized Phase phase() {
    return phase;
  }

  /** Returns whether it has not failed, and Kafka has taken all of what it sent to its end. */
  synchronized boolean isWell() {
    FrameCounts counts = feed.counts();
    return phase != Phase.FAILED
        && (phase != Phase.ENDED || counts.failed() + counts.dropped() == 0);
  }

  /** Returns how long until it is tried again. */
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

  /** Returns why the camera gives nothing, or else what went wrong last with what it gives. */
  synchronized Optional<String> problem() {
    return Optional.ofNullable(loss == null ? warning : loss);
  }

  /** Returns whether the camera gives nothing since something went wrong. */
  synchronized boolean isLost() {
    return loss != null;
  }

  /** Returns how often something went wrong with what the camera gives. */
  synchronized long warnings() {
    return warnings;
  }

  /** Returns why Kafka refused the last frame that it did. */
  Optional<String> refusal() {
    return feed.lastFailure()
        .map(
            failure ->
                MissingRight.of(failure, AclOperation.WRITE)
                    .orElseGet(() -> "Kafka: " + failure.getMessage()));
  }
}
