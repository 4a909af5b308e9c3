package io.meshstream.tools.view;

import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.StatusCounts;

/**
 * What a viewer has seen of one camera since it started to watch it. Not thread-safe.
 *
 * <p>Times are in milliseconds on the clock of the {@link FrameJoin}.
 */
final class CameraTally {

  long frames;
  StatusCounts records = StatusCounts.NONE;

  /** Records that came again, or after later ones: they change nothing. */
  long repeated;

  /** Records whose frame was not known any more, or not yet. */
  long recordsWithoutFrame;

  /** Frames that were given up before a record came. */
  long framesWithoutRecord;

  /** When the last frame was read; before the first, when the camera was first heard of. */
  long lastFrameMillis;

  /** When the last record was read; before the first, when the camera was first heard of. */
  long lastRecordMillis;

  final Lateness lateness = new Lateness();

  CameraTally(long nowMillis) {
    this.lastFrameMillis = nowMillis;
    this.lastRecordMillis = nowMillis;
  }

  void frame(long nowMillis) {
    frames++;
    lastFrameMillis = nowMillis;
  }

  void record(FrameStatus status, long nowMillis) {
    records = records.plus(status);
    lastRecordMillis = nowMillis;
  }

  long idleMillis(long nowMillis) {
    return nowMillis - Math.max(lastFrameMillis, lastRecordMillis);
  }
}
