package io.meshstream.tools.render;

import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the records of one camera's frames, by identity, while both are read once and in order.
 *
 * <p>Records come in the order of their frames, so a frame whose record has not come by the time
 * that a later frame's has, has none. Frames that were sent late, and records that a restarted job
 * wrote again, break that order for a while only: a window of the latest records covers it. So
 * memory is bounded by the window. Of several records of a frame the first one counts. Not
 * thread-safe.
 */
final class RecordJoin {

  private static final int WINDOW = 1000;

  private static final Comparator<FrameIdentity> IN_ORDER =
      Comparator.comparingLong(FrameIdentity::epoch).thenComparingLong(FrameIdentity::sequence);

  private final Supplier<Optional<FrameLandmarks>> records;
  private final Map<FrameIdentity, FrameLandmarks> window = BoundedMap.map(WINDOW);

  /** The latest frame asked for; null before. */
  private FrameIdentity lastFrame;

  /** The latest frame that a record has come of; null before. */
  private FrameIdentity lastRecord;

  /**
   * @param records the records of the camera, empty when there are no more
   */
  RecordJoin(Supplier<Optional<FrameLandmarks>> records) {
    this.records = records;
  }

  /** Returns the record of the next frame; empty if it has none. */
  Optional<FrameLandmarks> find(FrameIdentity frame) {
    lastFrame = later(lastFrame, frame);
    while (!window.containsKey(frame) && !isPassed()) {
      Optional<FrameLandmarks> next = records.get();
      if (next.isEmpty()) {
        break;
      }
      FrameIdentity identity = FrameIdentity.of(next.get());
      window.putIfAbsent(identity, next.get());
      lastRecord = later(lastRecord, identity);
    }
    return Optional.ofNullable(window.get(frame));
  }

  private boolean isPassed() {
    return lastRecord != null && IN_ORDER.compare(lastRecord, lastFrame) > 0;
  }

  private static FrameIdentity later(FrameIdentity one, FrameIdentity other) {
    return one == null || IN_ORDER.compare(other, one) > 0 ? other : one;
  }
}
