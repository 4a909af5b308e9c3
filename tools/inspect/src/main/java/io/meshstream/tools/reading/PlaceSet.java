package io.meshstream.tools.reading;

import io.meshstream.schemas.frames.TopicPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * A set of places of a topic, one bit each.
 *
 * <p>Not thread-safe.
 */
public final class PlaceSet {

  private final Map<Integer, Roaring64Bitmap> partitions = new TreeMap<>();

  /** Makes an empty set. */
  public PlaceSet() {}

  /** Adds a place, which may be there. */
  public void add(TopicPosition place) {
    of(place.partition()).addLong(place.offset());
  }

  /** Takes a place away, if it is there. */
  public void remove(TopicPosition place) {
    of(place.partition()).removeLong(place.offset());
  }

  /** Adds places of one partition. */
  public void addAll(int partition, Roaring64Bitmap offsets) {
    of(partition).or(offsets);
  }

  /** Tells whether a place is there. */
  public boolean contains(TopicPosition place) {
    Roaring64Bitmap offsets = partitions.get(place.partition());
    return offsets != null && offsets.contains(place.offset());
  }

  /** Returns how many places there are. */
  public long size() {
    return partitions.values().stream().mapToLong(Roaring64Bitmap::getLongCardinality).sum();
  }

  /** Returns the lowest offset of each partition that has one. */
  public Map<Integer, Long> firsts() {
    return ofEach(Roaring64Bitmap::first);
  }

  /** Returns the highest offset of each partition that has one. */
  public Map<Integer, Long> lasts() {
    return ofEach(Roaring64Bitmap::last);
  }

  private Map<Integer, Long> ofEach(ToLongFunction<Roaring64Bitmap> property) {
    Map<Integer, Long> values = new TreeMap<>();
    partitions.forEach(
        (partition, offsets) -> {
          if (!offsets.isEmpty()) {
            values.put(partition, property.applyAsLong(offsets));
          }
        });
    return values;
  }

  /** Returns the first few places, in order. */
  public List<TopicPosition> examples(int limit) {
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
