package io.meshstream.job.tracking;

import io.meshstream.job.options.FreshnessSettings;
import io.meshstream.schemas.frames.FrameHeader;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.TimeUtils;

/**
 * What a camera may fall behind: how old a frame may be, and how many newer ones may wait behind
 * it, when its turn comes.
 *
 * <p>The one place where the outcome of a frame depends on a clock and on what runs beside it: with
 * a budget, a replay may shed other frames than the first run did. Every frame still gives one
 * record. Thread-safe.
 */
final class FrameBudget {

  private static final long MICROS_PER_MILLI = 1000;

  private final FreshnessSettings limits;
  private final long maxAgeMicros;
  private final Clock clock;

  /**
   * @param limits zero in either: no limit
   * @param clock tells how old a frame is; should agree with those of the gateways
   */
  FrameBudget(FreshnessSettings limits, Clock clock) {
    this.limits = limits;
    this.maxAgeMicros = TimeUnit.MICROSECONDS.convert(limits.maxAge());
    this.clock = clock;
  }

  /**
   * Tells why a frame whose turn has come is not processed; empty for one that is.
   *
   * @param behind number of frames of the camera that wait behind it
   */
  Optional<Shedding> shedding(FrameHeader frame, int behind) {
    if (limits.maxQueue() > 0 && behind >= limits.maxQueue()) {
      return Optional.of(
          new Shedding(
              ShedReason.QUEUE_FULL,
              "newer frames of the camera wait (expected: fewer than freshness.max-queue = %d)"
                  .formatted(limits.maxQueue())));
    }
    return isWithinAge(frame) ? Optional.empty() : Optional.of(tooOld(frame));
  }

  /** Tells whether a frame is young enough now. One whose capture time is unknown always is. */
  boolean isWithinAge(FrameHeader frame) {
    if (maxAgeMicros == 0 || frame.capturedAtMicros() < 0) {
      return true;
    }
    return MICROS_PER_MILLI * clock.millis() - frame.capturedAtMicros() <= maxAgeMicros;
  }

  /** Returns what there is to say of a frame that is not. */
  Shedding tooOld(FrameHeader frame) {
    return new Shedding(
        ShedReason.TOO_OLD,
        "captured at %d us (expected: at most freshness.max-age = %s ago)"
            .formatted(frame.capturedAtMicros(), TimeUtils.formatWithHighestUnit(limits.maxAge())));
  }
}
