package io.meshstream.tools.topics;

import java.time.Duration;
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
 * Reads a topic once, up to where it ended when the reading began.
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

  private TopicReading(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.ends = ends;
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
   * Returns the next record; empty after the last.
   *
   * @throws TimeoutException if the broker falls silent
   */
  public Optional<ConsumerRecord<String, byte[]>> next() {
    long lastProgress = System.nanoTime();
    while (true) {
      while (batch.hasNext()) {
        ConsumerRecord<String, byte[]> record = batch.next();
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < ends.get(partition)) {
          return Optional.of(record);
        }
      }
      if (isRead()) {
        return Optional.empty();
      }
      batch = consumer.poll(POLL).iterator();
      // poll, unlike the other calls, waits for a lost broker without ever complaining.
      if (batch.hasNext()) {
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > 2 * Brokers.ANSWER_TIME.toNanos()) {
        throw new TimeoutException("nothing more arrives");
      }
    }
  }

  private boolean isRead() {
    return ends.entrySet().stream()
        .allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
