package io.meshstream.job.tracking;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How many frames a second of a camera are analysed, by the times of the frames themselves, so that
 * a replay gives the same.
 *
 * <p>The generic cell rate algorithm, a token bucket that is a single number: each frame costs the
 * time that lies between two at the limit, and a camera is in debt until that time has passed. It
 * may be in debt by a second, so that frames may come in bursts. Times that go back by more than
 * any debt are another clock, with which a camera begins without debt.
 *
 * <p>Immutable.
 */
final class CameraRate {

  private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

  /** Far above every clock, and far enough from the largest number to add to. */
  private static final long LATEST = Long.MAX_VALUE / 2;

  private final double perSecond;
  private final long costMicros;

  /**
   * @param perSecond frames a second; 0: any number
   */
  CameraRate(double perSecond) {
    this.perSecond = perSecond;
    this.costMicros = perSecond == 0 ? 0 : Math.round(SECOND / perSecond);
  }

  /**
   * Returns until when the camera is in debt once this frame is analysed; empty if that is too
   * much.
   *
   * @param debtUntilMicros until when it is in debt before; -1 if it never was
   * @param atMicros the time of the frame
   */
  OptionalLong debtUntil(long debtUntilMicros, long atMicros) {
    if (costMicros == 0) {
      return OptionalLong.of(debtUntilMicros);
    }
    long at = Math.min(atMicros, LATEST);
    long debt = Math.max(0, debtUntilMicros - at);
    if (debt > Math.max(SECOND, costMicros)) {
      debt = 0;
    }
    return debt > Math.max(0, SECOND - costMicros)
        ? OptionalLong.empty()
        : OptionalLong.of(at + debt + costMicros);
  }

  /** Returns what there is to say of a frame that is too much. */
  Shedding tooMany() {
    return new Shedding(
        ShedReason.RATE_LIMIT,
        "more frames than the camera may have looked at (expected: at most limits.camera-rate = %s"
                .formatted(perSecond)
            + " a second)");
  }
}
