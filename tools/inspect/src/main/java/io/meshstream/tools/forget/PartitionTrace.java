package io.meshstream.tools.forget;

import org.apache.kafka.common.TopicPartition;

/**
 * What lies of a camera in a partition.
 *
 * @param records how many records
 * @param first how many of them lie before any record of another camera: Kafka deletes from the
 *     beginning of a partition only
 * @param deletableEnd the offset behind those
 * @param newestMillis timestamp of the newest of all, milliseconds since 1970
 */
record PartitionTrace(
    TopicPartition partition, long records, long first, long deletableEnd, long newestMillis) {

  long remaining() {
    return records - first;
  }
}
