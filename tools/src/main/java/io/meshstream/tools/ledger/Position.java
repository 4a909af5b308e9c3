package io.meshstream.tools.ledger;

/**
 * The place of a frame in the frames topic.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition
 */
public record Position(int partition, long offset) {

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
