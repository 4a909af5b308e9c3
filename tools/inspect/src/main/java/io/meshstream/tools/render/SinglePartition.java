package io.meshstream.tools.render;

import io.meshstream.tools.console.CommandFailure;

/**
 * Sees that all that is taken of a topic for a camera lies in one partition: between partitions
 * there is no order.
 *
 * <p>Not thread-safe.
 */
final class SinglePartition {

  private static final int NONE = -1;

  private final String topic;
  private final String camera;

  private int first = NONE;

  SinglePartition(String topic, String camera) {
    this.topic = topic;
    this.camera = camera;
  }

  /**
   * Notes where something was taken from.
   *
   * @throws CommandFailure if something else was taken from another partition
   */
  void require(int partition) {
    if (first == NONE) {
      first = partition;
    } else if (partition != first) {
      throw new CommandFailure(
          "camera: %s is in partitions %d and %d of topic %s (expected: in one, as its key has it unless partitions were added); choose --from or --to so that the times before or after that are left out"
              .formatted(camera, first, partition, topic));
    }
  }
}
