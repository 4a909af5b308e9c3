package io.meshstream.tools.view;

import io.meshstream.schemas.FrameLandmarks;
import java.util.OptionalLong;

/**
 * Says how far the results of one camera are behind: how long after its frame a record comes, and
 * how much later than usual the frame itself came.
 *
 * <p>The first is measured here, from one arrival to the other. The second compares with the
 * camera's clock, which may be wrong by hours. So what counts is by how much a frame came later
 * after its capture than the quickest of the last minutes: a clock that is wrong all the time
 * cancels out, as does a way that is always as long. Where the clock is set, or the camera starts
 * anew, that begins anew.
 *
 * <p>Times in milliseconds are on a clock that never jumps. Not thread-safe.
 */
final class Lateness {

  /** The quickest frame of the last one to two of these counts. */
  static final long WINDOW_MILLIS = 150_000;

  private static final long MICROS_PER_MILLI = 1_000;

  private boolean isKnown;
  private long behindMillis;

  private FrameLandmarks newest;
  private long windowEndMillis;
  private long quickest;
  private long quickestBefore;

  /** Returns how far the last record was behind, in milliseconds; empty if there was none yet. */
  OptionalLong behindMillis() {
    return isKnown ? OptionalLong.of(behindMillis) : OptionalLong.empty();
  }

  /**
   * Takes a record.
   *
   * @param frameMillis when its frame was read
   * @param nowMillis when the record was
   */
  void record(FrameLandmarks record, long frameMillis, long nowMillis) {
    long delay = frameMillis - record.getCapturedAtMicros() / MICROS_PER_MILLI;
    if (newest == null || isAnew(record)) {
      quickest = delay;
      quickestBefore = delay;
      windowEndMillis = nowMillis + WINDOW_MILLIS;
    } else if (nowMillis >= windowEndMillis) {
      quickestBefore = quickest;
      quickest = delay;
      windowEndMillis = nowMillis + WINDOW_MILLIS;
    }
    quickest = Math.min(quickest, delay);
    newest = record;
    behindMillis = nowMillis - frameMillis + delay - Math.min(quickest, quickestBefore);
    isKnown = true;
  }

  private boolean isAnew(FrameLandmarks record) {
    return record.getEpoch() != newest.getEpoch()
        || record.getCapturedAtMicros() < newest.getCapturedAtMicros();
  }
}
