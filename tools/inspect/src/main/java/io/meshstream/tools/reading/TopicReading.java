package io.meshstream.tools.reading;

import io.meshstream.tools.topics.Brokers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads a topic up to where it ended when the reading began, and further if asked to.
 *
 * <p>The records of a partition come in order. Holds no more of them than Kafka's consumer does.
 * Not thread-safe.
 */
public final class TopicReading implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  private Iterator<ConsumerRecord<String, byte[]>> batch =
      ConsumerRecords.<String, byte[]>empty().iterator();

  /** Whether it goes on behind the ends. */
  private boolean beyond;

  private TopicReading(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = new HashMap<>(ends);
  }

  /**
   * Begins to read.
   *
   * @param what what the topic is for, as a message calls it
   * @param sinceMillis records that Kafka has the timestamp of, and that are older than this, need
   *     not be read; empty reads all
   * @throws io.meshstream.tools.console.CommandFailure if there is no such topic
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer or refuses
   */
  public static TopicReading open(
      Brokers brokers,
      IsolationLevel isolation,
      String what,
      String topic,
      OptionalLong sinceMillis) {
    KafkaConsumer<String, byte[]> consumer = brokers.consumer(isolation);
    try {
      List<TopicPartition> partitions = Brokers.assign(consumer, what, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      if (sinceMillis.isPresent()) {
        seek(consumer, partitions, sinceMillis.getAsLong());
      } else {
        consumer.seekToBeginning(partitions);
      }
      return new TopicReading(consumer, ends);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * Begins to read what lies between two places of each partition.
   *
   * @param what what the topic is for, as a message calls it
   * @param from the first offset, by partition; those that are not named are read from the
   *     beginning
   * @param ends the offset behind the last one, by partition
   * @throws io.meshstream.tools.console.CommandFailure if there is no such topic
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer or refuses
   */
  public static TopicReading between(
      Brokers brokers,
      IsolationLevel isolation,
      String what,
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> ends) {
    KafkaConsumer<String, byte[]> consumer = brokers.consumer(isolation);
    try {
      Map<TopicPartition, Long> byPartition = new HashMap<>();
      for (TopicPartition partition : Brokers.assign(consumer, what, topic)) {
        byPartition.put(partition, ends.getOrDefault(partition.partition(), 0L));
        if (from.containsKey(partition.partition())) {
          consumer.seek(partition, from.get(partition.partition()));
        } else {
          consumer.seekToBeginning(List.of(partition));
        }
      }
      return new TopicReading(consumer, byPartition);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static void seek(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, long sinceMillis) {
    Map<TopicPartition, Long> times =
        partitions.stream().collect(Collectors.toMap(Function.identity(), each -> sinceMillis));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      if (first == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, first.offset());
      }
    }
  }

  /**
   * Returns where the topic ended when the reading began, or was last advanced: the next offset of
   * each partition.
   */
  public Map<Integer, Long> ends() {
    return byPartition(ends);
  }

  /**
   * Where the topic begins by now, which moves on while retention deletes: the first offset of each
   * partition.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public Map<Integer, Long> begins() {
    return byPartition(consumer.beginningOffsets(ends.keySet()));
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> byPartition = new HashMap<>();
    offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
    return byPartition;
  }

  /**
   * Goes on up to where the topic ends now; before the first record is read, or after the last.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  public void advance() {
    // Some were fetched together with the last ones, and passed over.
    ends.forEach(
        (partition, end) -> consumer.seek(partition, Math.min(end, consumer.position(partition))));
    ends.putAll(consumer.endOffsets(List.copyOf(ends.keySet())));
  }

  /**
   * Returns the next record; empty after the last.
   *
   * @throws TimeoutException if the broker falls silent
   */
  public Optional<ConsumerRecord<String, byte[]>> next() {
    Optional<ConsumerRecord<String, byte[]>> next = nextOfBatch();
    long lastPosition = -1;
    long lastProgress = System.nanoTime();
    while (next.isEmpty() && !isRead()) {
      batch = consumer.poll(POLL).iterator();
      next = nextOfBatch();
      // poll, unlike the other calls, waits for a lost broker without ever complaining. Aborted
      // transactions move the position and give no record.
      long position = position();
      if (position != lastPosition) {
        lastPosition = position;
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > 2 * Brokers.ANSWER_TIME.toNanos()) {
        throw new TimeoutException("nothing more arrives");
      }
    }
    return next;
  }

  private Optional<ConsumerRecord<String, byte[]>> nextOfBatch() {
    while (batch.hasNext()) {
      ConsumerRecord<String, byte[]> record = batch.next();
      if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
        return Optional.of(record);
      }
    }
    return Optional.empty();
  }

  private long position() {
    return ends.keySet().stream().mapToLong(consumer::position).sum();
  }

  private boolean isRead() {
    return ends.entrySet().stream()
        .allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
  }

  /**
   * Returns records behind those of {@link #next}, once there are no more of these: what has come
   * since, or comes within a moment.
   */
  public Iterable<ConsumerRecord<String, byte[]>> later() {
    if (!beyond) {
      beyond = true;
      // Some were fetched together with the last ones, and passed over.
      ends.forEach(consumer::seek);
    }
    return consumer.poll(POLL);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
