package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameStatus;
import java.util.ArrayList;
import java.util.EnumMap;
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

  private final String camera;
  private final Map<Integer, Roaring64Bitmap> frames = new TreeMap<>();
  private final Map<Integer, Roaring64Bitmap> answered = new TreeMap<>();
  private final Map<FrameStatus, Long> byStatus = new EnumMap<>(FrameStatus.class);
  private final List<Position> firstUnexpected = new ArrayList<>();

  private long duplicates;
  private long unexpected;
  private long gaps;
  private long epoch = -1;
  private long sequence;

  CameraAccount(String camera) {
    this.camera = camera;
  }

  void frame(Position position) {
    offsets(frames, position).addLong(position.offset());
  }

  void sequence(long nextEpoch, long nextSequence) {
    if (nextEpoch > epoch) {
      epoch = nextEpoch;
      gaps += nextSequence;
      sequence = nextSequence;
    } else if (nextEpoch == epoch && nextSequence > sequence) {
      gaps += nextSequence - sequence - 1;
      sequence = nextSequence;
    }
  }

  /** Whether there is such a frame. */
  boolean sent(Position position) {
    Roaring64Bitmap offsets = frames.get(position.partition());
    return offsets != null && offsets.contains(position.offset());
  }

  /** Books a record that names a frame which there is not. */
  void unexpected(Position position) {
    unexpected++;
    if (firstUnexpected.size() < EXAMPLES) {
      firstUnexpected.add(position);
    }
  }

  /** Books a record of a frame that there is; returns whether it is the first one. */
  boolean record(Position position, FrameStatus status) {
    Roaring64Bitmap seen = offsets(answered, position);
    if (seen.contains(position.offset())) {
      duplicates++;
      return false;
    }
    seen.addLong(position.offset());
    byStatus.merge(status, 1L, Long::sum);
    return true;
  }

  CameraBalance balance() {
    long sent = frames.values().stream().mapToLong(Roaring64Bitmap::getLongCardinality).sum();
    List<Position> firstMissing = new ArrayList<>();
    long missing = 0;
    for (Map.Entry<Integer, Roaring64Bitmap> entry : frames.entrySet()) {
      missing += missing(entry.getKey(), entry.getValue(), firstMissing);
    }
    return new CameraBalance(
        camera,
        sent,
        count(FrameStatus.FACES),
        count(FrameStatus.NO_FACE),
        count(FrameStatus.SHED),
        count(FrameStatus.REJECTED),
        duplicates,
        missing,
        unexpected,
        gaps,
        firstMissing,
        firstUnexpected);
  }

  private long missing(int partition, Roaring64Bitmap sent, List<Position> examples) {
    Roaring64Bitmap missing = new Roaring64Bitmap();
    missing.or(sent);
    missing.andNot(answered.getOrDefault(partition, new Roaring64Bitmap()));
    LongIterator offsets = missing.getLongIterator();
    while (offsets.hasNext() && examples.size() < EXAMPLES) {
      examples.add(new Position(partition, offsets.next()));
    }
    return missing.getLongCardinality();
  }

  private long count(FrameStatus status) {
    return byStatus.getOrDefault(status, 0L);
  }

  private static Roaring64Bitmap offsets(
      Map<Integer, Roaring64Bitmap> byPartition, Position position) {
    return byPartition.computeIfAbsent(position.partition(), p -> new Roaring64Bitmap());
  }
}
