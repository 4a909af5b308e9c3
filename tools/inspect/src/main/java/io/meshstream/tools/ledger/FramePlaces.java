package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers which frame lies at a place of the frames topic: a place alone does not tell, since a
 * topic that was made anew has the same places as the one before.
 *
 * <p>Takes four bytes a frame: a fingerprint of what identifies it and of when it was taken. Two
 * frames have the same one with a chance of one in four thousand million. Not thread-safe.
 */
final class FramePlaces {

  private static final int BLOCK_BITS = 12;
  private static final int NONE = 0;

  private final Map<Integer, Map<Long, int[]>> partitions = new HashMap<>();

  void put(TopicPosition place, FrameHeader frame) {
    partitions.computeIfAbsent(place.partition(), partition -> new HashMap<>())
            .computeIfAbsent(block(place), block -> new int[1 << BLOCK_BITS])[index(place)] =
        fingerprint(frame);
  }

  /** Returns whether any frame lies there. */
  boolean isTaken(TopicPosition place) {
    return fingerprintAt(place) != NONE;
  }

  /** Returns whether this very frame lies there. */
  boolean holds(TopicPosition place, FrameHeader frame) {
    return fingerprintAt(place) == fingerprint(frame);
  }

  private int fingerprintAt(TopicPosition place) {
    int[] block = partitions.getOrDefault(place.partition(), Map.of()).get(block(place));
    return block == null ? NONE : block[index(place)];
  }

  private static long block(TopicPosition place) {
    return place.offset() >> BLOCK_BITS;
  }

  private static int index(TopicPosition place) {
    return (int) (place.offset() & ((1 << BLOCK_BITS) - 1));
  }

  private static int fingerprint(FrameHeader frame) {
    long hash = mixed(frame.camera().hashCode());
    hash = mixed(hash ^ frame.epoch());
    hash = mixed(hash ^ frame.sequence());
    hash = mixed(hash ^ frame.capturedAtMicros());
    int folded = (int) (hash >>> Integer.SIZE);
    return folded == NONE ? 1 : folded;
  }

  /** Returns the finaliser of SplitMix64 (Steele, Lea, Flood 2014), after its step. */
  private static long mixed(long value) {
    long mixed = value + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
