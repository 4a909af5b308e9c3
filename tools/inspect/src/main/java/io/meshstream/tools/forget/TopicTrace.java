package io.meshstream.tools.forget;

import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Finds what lies of a camera on a topic, by reading all of it. Not thread-safe. */
final class TopicTrace {

  private final String camera;
  private final Map<Integer, Long> ends;
  private final Map<Integer, Found> found = new TreeMap<>();

  private TopicTrace(String camera, Map<Integer, Long> ends) {
    this.camera = camera;
    this.ends = ends;
  }

  /** What has been found in a partition so far. */
  private static final class Found {
    private long records;
    private long first;
    private long firstOfOthers = -1;
    private long newestMillis;
  }

  /**
   * Reads the topic to its present end.
   *
   * @param what what it is for, as a message calls it
   * @return a trace of each partition that has a record of the camera
   */
  static List<PartitionTrace> read(Brokers brokers, String what, String topic, String camera) {
    try (TopicReading reading =
        TopicReading.open(
            brokers, IsolationLevel.READ_UNCOMMITTED, what, topic, OptionalLong.empty())) {
      TopicTrace trace = new TopicTrace(camera, reading.ends());
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        trace.add(next.get());
      }
      return trace.partitions(topic);
    }
  }

  private void add(ConsumerRecord<String, byte[]> record) {
    Found partition = found.computeIfAbsent(record.partition(), number -> new Found());
    if (camera.equals(record.key())) {
      partition.records++;
      partition.newestMillis = Math.max(partition.newestMillis, record.timestamp());
      if (partition.firstOfOthers < 0) {
        partition.first++;
      }
    } else if (partition.firstOfOthers < 0) {
      partition.firstOfOthers = record.offset();
    }
  }

  private List<PartitionTrace> partitions(String topic) {
    return found.entrySet().stream()
        .filter(entry -> entry.getValue().records > 0)
        .map(entry -> partition(topic, entry.getKey(), entry.getValue()))
        .toList();
  }

  private PartitionTrace partition(String topic, int number, Found partition) {
    return new PartitionTrace(
        new TopicPartition(topic, number),
        partition.records,
        partition.first,
        partition.firstOfOthers < 0 ? ends.get(number) : partition.firstOfOthers,
        partition.newestMillis);
  }
}
