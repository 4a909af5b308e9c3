package io.meshstream.tools.local;

import io.meshstream.schemas.frames.ContractLimits;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How much disk the topics of a local stack may take: what is older than that much is deleted.
 *
 * <p>Kafka deletes whole segments, and never the one that is being written. So a partition holds
 * its retention and up to one segment more, and both together are its share. What is written
 * between two looks of Kafka comes on top. It goes by bytes alone: they are what fills a disk, and
 * the times of frames are for cameras to choose.
 *
 * @param total of all topics
 */
record TopicSpace(MemorySize total) {

  static final MemorySize LEAST = MemorySize.ofMebiBytes(640);

  /** A batch of messages, and so a message, must fit into a segment. */
  private static final long SEGMENT_OF_PICTURES = ContractLimits.FRAME_BYTES;

  private static final long SEGMENT_OF_LANDMARKS = 8L << 20;

  private static final long SEGMENT_OF_EVENTS = 1L << 20;

  private static final int PARTS = 16;
  private static final int PARTS_OF_FRAMES = 10;
  private static final int PARTS_OF_LANDMARKS = 4;
  private static final int PARTS_OF_DEAD_LETTERS = 1;
  private static final int PARTS_OF_EVENTS = 1;

  /** Returns what is enough for some minutes of a few cameras. */
  static TopicSpace usual() {
    return new TopicSpace(MemorySize.ofMebiBytes(1024));
  }

  /** Checks that every topic has room for two segments. */
  TopicSpace {
    if (total.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("%s (expected: at least %s)".formatted(total, LEAST));
    }
  }

  /** Returns the configuration of the frames topic. */
  Map<String, String> ofFrames(int partitions) {
    return config(PARTS_OF_FRAMES, partitions, SEGMENT_OF_PICTURES);
  }

  /** Returns the configuration of the landmarks topic. */
  Map<String, String> ofLandmarks(int partitions) {
    return config(PARTS_OF_LANDMARKS, partitions, SEGMENT_OF_LANDMARKS);
  }

  /** Returns the configuration of the topic of dead letters, which has one partition. */
  Map<String, String> ofDeadLetters() {
    return config(PARTS_OF_DEAD_LETTERS, 1, SEGMENT_OF_PICTURES);
  }

  /** The configuration of the control topic, whose few records stay. */
  static Map<String, String> ofSettings() {
    return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  /** The configuration of the events topic, which has one partition. */
  Map<String, String> ofEvents() {
    return config(PARTS_OF_EVENTS, 1, SEGMENT_OF_EVENTS);
  }

  private Map<String, String> config(int parts, int partitions, long segment) {
    long share = total.getBytes() / PARTS * parts / partitions;
    return Map.of(
        TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(segment),
        TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(share - segment));
  }
}
