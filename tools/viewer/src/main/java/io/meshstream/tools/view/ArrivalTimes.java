package io.meshstream.tools.view;

import io.meshstream.schemas.frames.TopicPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Tells when the frames of a topic were read, long after they themselves have been given up: how
 * far behind results are can so be said without trusting the clock of any camera.
 *
 * <p>Not every place is kept but one each {@value #INTERVAL_MILLIS} ms and partition, which is as
 * exact as what is told. Times are milliseconds on a clock that never jumps. Not thread-safe.
 */
final class ArrivalTimes {

  static final long INTERVAL_MILLIS = 250;

  /** Places that are kept of a partition; they reach back for eight minutes and more. */
  static final int MAX_PLACES = 2048;

  private final Map<Integer, Partition> partitions = new HashMap<>();

  /** Notes that the frame at a place was read. Those of a partition are read in their order. */
  void note(TopicPosition position, long nowMillis) {
    partitions
        .computeIfAbsent(position.partition(), any -> new Partition())
        .note(position.offset(), nowMillis);
  }

  /**
   * Tells when the frame at a place was read. One that is older than all that is known came at that
   * time at the latest.
   *
   * @return empty if it was not read yet
   */
  OptionalLong at(TopicPosition position) {
    Partition partition = partitions.get(position.partition());
    return partition == null ? OptionalLong.empty() : partition.at(position.offset());
  }

  /** Forgets everything. */
  void clear() {
    partitions.clear();
  }

  private static final class Partition {

    private final TreeMap<Long, Long> places = new TreeMap<>();
    private long newest;

    void note(long offset, long nowMillis) {
      newest = offset;
      Map.Entry<Long, Long> last = places.lastEntry();
      if (last != null && nowMillis - last.getValue() < INTERVAL_MILLIS) {
        return;
      }
      places.put(offset, nowMillis);
      if (places.size() > MAX_PLACES) {
        places.pollFirstEntry();
      }
    }

    OptionalLong at(long offset) {
      if (offset > newest) {
        return OptionalLong.empty();
      }
      Map.Entry<Long, Long> place = places.floorEntry(offset);
      return OptionalLong.of(place == null ? places.firstEntry().getValue() : place.getValue());
    }
  }
}
