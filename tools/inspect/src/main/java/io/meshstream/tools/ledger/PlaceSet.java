package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.TopicPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * A set of places of a topic, one bit each.
 *
 * <p>Not thread-safe.
 */
final class PlaceSet {

  private final Map<Integer, Roaring64Bitmap> partitions = new TreeMap<>();

  void add(TopicPosition place) {
    of(place.partition()).addLong(place.offset());
  }

  void remove(TopicPosition place) {
    of(place.partition()).removeLong(place.offset());
  }

  void addAll(int partition, Roaring64Bitmap offsets) {
    of(partition).or(offsets);
  }

  boolean contains(TopicPosition place) {
    Roaring64Bitmap offsets = partitions.get(place.partition());
    return offsets != null && offsets.contains(place.offset());
  }

  long size() {
    return partitions.values().stream().mapToLong(Roaring64Bitmap::getLongCardinality).sum();
  }

  /** Returns the lowest offset of each partition that has one. */
  Map<Integer, Long> firsts() {
    Map<Integer, Long> firsts = new TreeMap<>();
    partitions.forEach(
        (partition, offsets) -> {
          if (!offsets.isEmpty()) {
            firsts.put(partition, offsets.first());
          }
        });
    return firsts;
  }

  /** Returns the first few places, in order. */
  List<TopicPosition> examples(int limit) {
    List<TopicPosition> examples = new ArrayList<>();
    partitions.forEach(
        (partition, offsets) -> {
          var all = offsets.getLongIterator();
          while (all.hasNext() && examples.size() < limit) {
            examples.add(new TopicPosition(partition, all.next()));
          }
        });
    return examples;
  }

  private Roaring64Bitmap of(int partition) {
    return partitions.computeIfAbsent(partition, number -> new Roaring64Bitmap());
  }
}
