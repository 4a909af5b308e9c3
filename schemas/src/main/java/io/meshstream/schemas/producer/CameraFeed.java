package io.meshstream.schemas.producer;

import io.meshstream.schemas.EncodedFrame;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Numbers the frames of one camera and sends them.
 *
 * <p>A frame is named by its epoch and its sequence number. The epoch is the time of day in
 * milliseconds when the feed was made or last {@linkplain #restart restarted}, but always more than
 * the one before, so that it grows over restarts of the process too, as long as the clock is not
 * set back while the process is down. The sequence number begins with 0 in each epoch and grows by
 * one with each frame handed over, <em>whatever becomes of it</em>: a frame that is dropped, or
 * that Kafka does not acknowledge, leaves a gap in the numbers on the topic, and the ledger shows
 * how many are missing. A picture that is left out on purpose, to lower the frame rate say, is not
 * handed over and leaves no gap.
 *
 * <p>A machine without a clock of its own has the time of its last shutdown when it starts, and its
 * frames are of an epoch that is over. So when the time of day jumps ahead by more than 5 s, which
 * is how such a clock is put right, a new epoch begins by itself. A time of day that jumps back
 * changes nothing: the epoch goes on.
 *
 * <p>Thread-safe; but frames have an order, so one thread should send those of a camera.
 */
public final class CameraFeed {

  /** More than a clock is ever put right by while it is right. */
  private static final Duration CLOCK_JUMP = Duration.ofSeconds(5);

  private final String camera;
  private final FrameProducer producer;
  private final WhenFull whenFull;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final FrameTally tally = new FrameTally();

  /** Both times when last looked at. */
  private long clockMillis;

  private long passedNanos;

  private long epoch;
  private long sequence;

  CameraFeed(
      String camera,
      FrameProducer producer,
      WhenFull whenFull,
      Clock clock,
      LongSupplier nanoTime) {
    this.camera = camera;
    this.producer = producer;
    this.whenFull = whenFull;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.clockMillis = clock.millis();
    this.passedNanos = nanoTime.getAsLong();
    this.epoch = clock.millis();
  }

  /** Returns identifier of the camera. */
  public String camera() {
    return camera;
  }

  /**
   * Sends a picture as the camera's next frame. When this returns, the picture's bytes have been
   * copied and may be changed.
   *
   * @return whether it is on its way; otherwise it was dropped, or has failed already
   * @throws InterruptedException if that happens while there is no room; the frame is then dropped
   * @throws IllegalStateException if the producer or its Kafka client is closed
   */
  public synchronized boolean send(CapturedPicture picture) throws InterruptedException {
    if (hasClockJumpedAhead()) {
      restart();
    }
    EncodedFrame frame =
        EncodedFrame.newBuilder()
            .setCameraId(camera)
            .setEpoch(epoch)
            .setSequence(sequence)
            .setCapturedAtMicros(ChronoUnit.MICROS.between(Instant.EPOCH, picture.capturedAt()))
            .setEncoding(picture.encoding())
            .setWidth(picture.width())
            .setHeight(picture.height())
            .setRotation(picture.rotation())
            .setData(picture.data().duplicate())
            .build();
    sequence++;
    return producer.send(frame, tally, whenFull);
  }

  private boolean hasClockJumpedAhead() {
    long shownBefore = clockMillis;
    long passedBefore = passedNanos;
    clockMillis = clock.millis();
    passedNanos = nanoTime.getAsLong();
    long passed = TimeUnit.NANOSECONDS.toMillis(passedNanos - passedBefore);
    return clockMillis - shownBefore - passed > CLOCK_JUMP.toMillis();
  }

  /**
   * Begins a new epoch: to be called when the connection to the camera was lost, because nobody
   * knows what it showed meanwhile.
   */
  public synchronized void restart() {
    epoch = Math.max(epoch + 1, clock.millis());
    sequence = 0;
  }

  /** Returns what has become of the frames so far; never waits. */
  public FrameCounts counts() {
    return tally.counts();
  }

  /** Returns why the last frame of those that failed did; empty while none has. */
  public Optional<Exception> lastFailure() {
    return tally.lastFailure();
  }
}
