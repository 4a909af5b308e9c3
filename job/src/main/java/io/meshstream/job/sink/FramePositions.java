package io.meshstream.job.sink;

import io.meshstream.schemas.frames.TopicPosition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * A set of positions on the frames topic, small in a checkpoint: neighbours take a byte each.
 * Immutable.
 */
final class FramePositions {

  static final FramePositions NONE = new FramePositions(new TreeMap<>());

  /** So many stretches are spelt out. */
  private static final int SPELT_OUT = 20;

  /** Offsets by partition, ascending. */
  private final SortedMap<Integer, long[]> offsets;

  private FramePositions(SortedMap<Integer, long[]> offsets) {
    this.offsets = offsets;
  }

  static FramePositions of(Collection<TopicPosition> positions) {
    Builder builder = new Builder();
    positions.forEach(builder::add);
    return builder.build();
  }

  int size() {
    return offsets.values().stream().mapToInt(each -> each.length).sum();
  }

  boolean isEmpty() {
    return offsets.isEmpty();
  }

  /** Writes the last position of each partition, for a command line: {@code 0:17,3:5}. */
  String lasts() {
    return offsets.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + last(entry.getValue()))
        .collect(Collectors.joining(","));
  }

  /** Returns a set that the caller may take from. */
  Set<TopicPosition> toSet() {
    Set<TopicPosition> positions = new HashSet<>();
    offsets.forEach(
        (partition, all) -> {
          for (long offset : all) {
            positions.add(new TopicPosition(partition, offset));
          }
        });
    return positions;
  }

  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(offsets.size());
    for (var entry : offsets.entrySet()) {
      out.writeInt(entry.getKey());
      out.writeInt(entry.getValue().length);
      long last = 0;
      for (long offset : entry.getValue()) {
        ByteUtils.writeVarlong(offset - last, out);
        last = offset;
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IOException if the bytes are anything else
   */
  static FramePositions fromBytes(byte[] bytes, int from, int length) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, from, length));
    SortedMap<Integer, long[]> offsets = new TreeMap<>();
    for (int partitions = count(in); partitions > 0; partitions--) {
      int partition = in.readInt();
      long[] all = ascending(in, count(in));
      if (all.length == 0 || offsets.put(partition, all) != null) {
        throw new IOException(
            "frames in the checkpoint: none, or others before, of partition %d (expected: some, once); restore another one"
                .formatted(partition));
      }
    }
    return new FramePositions(offsets);
  }

  private static long[] ascending(DataInputStream in, int count) throws IOException {
    long[] offsets = new long[count];
    long last = 0;
    for (int i = 0; i < count; i++) {
      long next = last + distance(in);
      if (next < last) {
        throw new IOException(
            "frames in the checkpoint: offset %d behind %d (expected: ascending ones); restore another one"
                .formatted(next, last));
      }
      offsets[i] = next;
      last = next;
    }
    return offsets;
  }

  private static long distance(DataInputStream in) throws IOException {
    try {
      return ByteUtils.readVarlong(in);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "frames in the checkpoint: %s (expected: the distance between offsets); restore another one"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Each of what is counted takes a byte at least. */
  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException(
          "frames in the checkpoint: %d (expected: 0 to %d); restore another one"
              .formatted(count, in.available()));
    }
    return count;
  }

  /** Writes it for people: {@code partition 0: 12 to 15, 17; partition 3: 5}. */
  @Override
  public String toString() {
    List<String> partitions = new ArrayList<>();
    int stretches = 0;
    for (var entry : offsets.entrySet()) {
      List<String> all = stretches(entry.getValue());
      int shown = Math.min(all.size(), Math.max(0, SPELT_OUT - stretches));
      String more = shown < all.size() ? ", up to %d".formatted(last(entry.getValue())) : "";
      String text = shown == 0 ? "some" : String.join(", ", all.subList(0, shown));
      partitions.add("partition %d: %s%s".formatted(entry.getKey(), text, more));
      stretches += all.size();
    }
    return String.join("; ", partitions);
  }

  private static List<String> stretches(long[] offsets) {
    List<String> stretches = new ArrayList<>();
    for (int first = 0, next; first < offsets.length; first = next) {
      next = first + 1;
      while (next < offsets.length && offsets[next] == offsets[next - 1] + 1) {
        next++;
      }
      stretches.add(
          next == first + 1
              ? Long.toString(offsets[first])
              : "%d to %d".formatted(offsets[first], offsets[next - 1]));
    }
    return stretches;
  }

  private static long last(long[] offsets) {
    return offsets[offsets.length - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FramePositions positions && positions.toSet().equals(toSet());
  }

  @Override
  public int hashCode() {
    return toSet().hashCode();
  }

  /** Gathers positions, in any order. Not for several threads. */
  static final class Builder {

    private final SortedMap<Integer, LongStream.Builder> offsets = new TreeMap<>();

    void add(TopicPosition position) {
      offsets
          .computeIfAbsent(position.partition(), partition -> LongStream.builder())
          .add(position.offset());
    }

    FramePositions build() {
      SortedMap<Integer, long[]> sorted = new TreeMap<>();
      offsets.forEach(
          (partition, all) -> sorted.put(partition, all.build().sorted().distinct().toArray()));
      return new FramePositions(sorted);
    }
  }
}
