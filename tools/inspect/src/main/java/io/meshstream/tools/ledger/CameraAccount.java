package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.StatusCounts;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.reading.PlaceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.roaringbitmap.longlong.LongIterator;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * One camera's page of the ledger: which frames it sent and which of them have a record, as one bit
 * each.
 *
 * <p>Not thread-safe.
 */
final class CameraAccount {

  private static final int EXAMPLES = 5;
  private static final long NONE = -1;

  private final String camera;
  private final Map<Integer, Roaring64Bitmap> frames = new TreeMap<>();
  private final Map<Integer, Roaring64Bitmap> answered = new TreeMap<>();

  /** The partitions of the landmarks topic that have records of it: one, unless they were added. */
  private final Set<Integer> landmarksPartitions = new TreeSet<>();

  private final List<TopicPosition> firstUnexpected = new ArrayList<>();

  private StatusCounts statuses = StatusCounts.NONE;
  private long duplicates;
  private long unexpected;
  private long gaps;
  private long epoch = NONE;
  private long sequence;

  CameraAccount(String camera) {
    this.camera = camera;
  }

  void frame(TopicPosition position) {
    offsets(frames, position).addLong(position.offset());
  }

  /**
   * Notes the number of a frame.
   *
   * @param isWhole whether the camera's first frame is still there
   */
  void sequence(long nextEpoch, long nextSequence, boolean isWhole) {
    if (nextEpoch > epoch) {
      gaps += isWhole || epoch != NONE ? nextSequence : 0;
      epoch = nextEpoch;
      sequence = nextSequence;
    } else if (nextEpoch == epoch && nextSequence > sequence) {
      gaps += nextSequence - sequence - 1;
      sequence = nextSequence;
    }
  }

  /** Books a record that names a place where no frame is. */
  void unexpected(TopicPosition position) {
    unexpected++;
    if (firstUnexpected.size() < EXAMPLES) {
      firstUnexpected.add(position);
    }
  }

  /** Books a record of a frame that there is; returns whether it is the first one. */
  boolean record(TopicPosition position, FrameStatus status, int landmarksPartition) {
    landmarksPartitions.add(landmarksPartition);
    Roaring64Bitmap seen = offsets(answered, position);
    if (seen.contains(position.offset())) {
      duplicates++;
      return false;
    }
    seen.addLong(position.offset());
    statuses = statuses.plus(status);
    return true;
  }

  /** Returns the partition of the landmarks topic that has its records, if there is one. */
  OptionalInt landmarksPartition() {
    return landmarksPartitions.size() == 1
        ? OptionalInt.of(landmarksPartitions.iterator().next())
        : OptionalInt.empty();
  }

  /** Returns the first offset of a partition whose record cannot have been deleted. */
  private long firstCertain(int partition, DeletedRecords deleted) {
    if (!landmarksPartitions.isEmpty() && !deleted.isAnyGone(landmarksPartitions)) {
      return 0;
    }
    Roaring64Bitmap records = answered.get(partition);
    boolean isAnyLeft = records != null && !records.isEmpty();
    return isAnyLeft ? records.first() : deleted.firstCertain(partition);
  }

  /**
   * Draws the balance.
   *
   * @param deleted which records retention may have deleted
   */
  CameraBalance balance(DeletedRecords deleted) {
    long sent = frames.values().stream().mapToLong(Roaring64Bitmap::getLongCardinality).sum();
    List<TopicPosition> firstMissing = new ArrayList<>();
    long missing = 0;
    long behind = 0;
    long notChecked = 0;
    for (Map.Entry<Integer, Roaring64Bitmap> entry : frames.entrySet()) {
      int partition = entry.getKey();
      Roaring64Bitmap records = answered.getOrDefault(partition, new Roaring64Bitmap());
      Roaring64Bitmap without = difference(entry.getValue(), records);
      long first = firstCertain(partition, deleted);
      long before = first == 0 ? 0 : without.rankLong(first - 1);
      long upToLast = records.isEmpty() ? before : without.rankLong(records.last());
      notChecked += before;
      missing += without.getLongCardinality() - before;
      behind += without.getLongCardinality() - upToLast;
      addExamples(partition, without.getLongIteratorFrom(first), firstMissing);
    }
    return new CameraBalance(
        camera,
        sent,
        statuses,
        duplicates,
        missing,
        behind,
        notChecked,
        unexpected,
        gaps,
        firstMissing,
        firstUnexpected);
  }

  /**
   * Adds the frames without a record that the job has come to.
   *
   * @param processed the offset behind the last frame that it has come to, by partition, beside
   *     what the records show
   * @param deleted which records retention may have deleted
   */
  void addOwed(Map<Integer, Long> processed, DeletedRecords deleted, PlaceSet owed) {
    frames.forEach(
        (partition, sent) -> {
          Roaring64Bitmap records = answered.getOrDefault(partition, new Roaring64Bitmap());
          long known = processed.getOrDefault(partition, 0L);
          long end = records.isEmpty() ? known : Math.max(known, records.last());
          owed.addAll(partition, missing(partition, deleted, end));
        });
  }

  /**
   * Adds the frames without a record before some places.
   *
   * @param ends the offset behind the last frame that is looked at, by partition
   */
  void addMissing(Map<Integer, Long> ends, DeletedRecords deleted, PlaceSet without) {
    frames
        .keySet()
        .forEach(
            partition ->
                without.addAll(
                    partition, missing(partition, deleted, ends.getOrDefault(partition, 0L))));
  }

  private Roaring64Bitmap missing(int partition, DeletedRecords deleted, long end) {
    long begin = firstCertain(partition, deleted);
    Roaring64Bitmap missing = new Roaring64Bitmap();
    if (begin < end) {
      missing.addRange(begin, end);
      missing.and(frames.get(partition));
      missing.andNot(answered.getOrDefault(partition, new Roaring64Bitmap()));
    }
    return missing;
  }

  private static Roaring64Bitmap difference(Roaring64Bitmap whole, Roaring64Bitmap part) {
    Roaring64Bitmap difference = new Roaring64Bitmap();
    difference.or(whole);
    difference.andNot(part);
    return difference;
  }

  private static void addExamples(
      int partition, LongIterator offsets, List<TopicPosition> examples) {
    while (offsets.hasNext() && examples.size() < EXAMPLES) {
      examples.add(new TopicPosition(partition, offsets.next()));
    }
  }

  private static Roaring64Bitmap offsets(
      Map<Integer, Roaring64Bitmap> byPartition, TopicPosition position) {
    return byPartition.computeIfAbsent(position.partition(), p -> new Roaring64Bitmap());
  }
}
