package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.StatusCounts;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  boolean record(TopicPosition position, FrameStatus status) {
    Roaring64Bitmap seen = offsets(answered, position);
    if (seen.contains(position.offset())) {
      duplicates++;
      return false;
    }
    seen.addLong(position.offset());
    statuses = statuses.plus(status);
    return true;
  }

  /**
   * Draws the balance.
   *
   * @param recordsDeleted whether retention may have deleted the first records
   */
  CameraBalance balance(boolean recordsDeleted) {
    long sent = frames.values().stream().mapToLong(Roaring64Bitmap::getLongCardinality).sum();
    List<TopicPosition> firstMissing = new ArrayList<>();
    long missing = 0;
    long behind = 0;
    long notChecked = 0;
    for (Map.Entry<Integer, Roaring64Bitmap> entry : frames.entrySet()) {
      int partition = entry.getKey();
      Roaring64Bitmap records = answered.getOrDefault(partition, new Roaring64Bitmap());
      Roaring64Bitmap without = difference(entry.getValue(), records);
      boolean isFirstUnknown = recordsDeleted && !records.isEmpty();
      long first = isFirstUnknown ? records.first() : 0;
      long before = isFirstUnknown ? without.rankLong(first) : 0;
      long upToLast = records.isEmpty() ? 0 : without.rankLong(records.last());
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
   * @param recordsDeleted whether retention may have deleted the first records
   */
  void addOwed(Map<Integer, Long> processed, boolean recordsDeleted, PlaceSet owed) {
    frames.forEach(
        (partition, sent) -> {
          Roaring64Bitmap records = answered.getOrDefault(partition, new Roaring64Bitmap());
          boolean isFirstUnknown = recordsDeleted && !records.isEmpty();
          long from = isFirstUnknown ? records.first() : 0;
          long to =
              Math.max(
                  processed.getOrDefault(partition, 0L), records.isEmpty() ? 0 : records.last());
          Roaring64Bitmap without = difference(sent, records);
          Roaring64Bitmap due = new Roaring64Bitmap();
          due.addRange(from, Math.max(from, to));
          due.and(without);
          owed.addAll(partition, due);
        });
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
