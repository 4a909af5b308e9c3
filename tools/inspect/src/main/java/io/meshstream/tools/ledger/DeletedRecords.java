package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.TopicPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows which frames may have lost their records to retention.
 *
 * <p>The records of a camera lie in one partition of the landmarks topic, in the order of its
 * frames, and retention deletes the oldest of a partition. So a camera's first frames have lost
 * their records only if its own partition has been cut, only those before the first that has one
 * left, and no more of all cameras than offsets are gone. Not thread-safe.
 */
final class DeletedRecords {

  /** How many offsets are gone, by partition of the landmarks topic. */
  private final Map<Integer, Long> counts = new HashMap<>();

  /** The lowest place of a frame with a record, by partition of both topics. */
  private final Map<Integer, Map<Integer, Long>> firsts = new HashMap<>();

  /** Notes a record that is left. */
  void left(int landmarksPartition, TopicPosition frame) {
    firsts
        .computeIfAbsent(landmarksPartition, partition -> new HashMap<>())
        .merge(frame.partition(), frame.offset(), Math::min);
  }

  /**
   * Notes what is gone.
   *
   * @param begins the first offset that is left, by partition of the landmarks topic
   */
  void deletedBefore(Map<Integer, Long> begins) {
    begins.forEach(
        (partition, begin) -> {
          if (begin > 0) {
            counts.put(partition, begin);
          }
        });
  }

  /** Returns how many records may be gone from a partition of the landmarks topic. */
  long count(int landmarksPartition) {
    return counts.getOrDefault(landmarksPartition, 0L);
  }

  /** Returns how many may be gone in all. */
  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Tells whether any may be gone from some partitions of the landmarks topic. */
  boolean isAnyGone(Collection<Integer> landmarksPartitions) {
    return landmarksPartitions.stream().anyMatch(counts::containsKey);
  }

  /**
   * Returns the first offset of a partition of the frames topic whose record must be there, of a
   * camera that has no record left to tell in which partition they were.
   */
  long firstCertain(int framesPartition) {
    return counts.keySet().stream()
        .mapToLong(
            partition ->
                firsts
                    .getOrDefault(partition, Map.of())
                    .getOrDefault(framesPartition, Long.MAX_VALUE))
        .max()
        .orElse(0);
  }
}
