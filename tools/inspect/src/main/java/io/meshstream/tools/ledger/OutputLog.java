package io.meshstream.tools.ledger;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic that the job writes to, up to where it ended at one moment, at which no transaction was
 * open any more: what is not committed up to there is aborted, for good.
 *
 * <p>What was aborted stays in the log like everything else, until retention deletes it; readers of
 * committed records pass over it.
 */
final class OutputLog {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Brokers brokers;
  private final String what;
  private final String topic;
  private final Map<Integer, Long> ends;

  private OutputLog(Brokers brokers, String what, String topic, Map<Integer, Long> ends) {
    this.brokers = brokers;
    this.what = what;
    this.topic = topic;
    this.ends = ends;
  }

  /**
   * Waits until all that is there now is committed or aborted.
   *
   * @param what what the topic is for, as a message calls it
   * @throws CommandFailure if it takes too long, or there is no such topic
   */
  static OutputLog settled(Brokers brokers, String what, String topic, Duration patience) {
    try (KafkaConsumer<String, byte[]> log = brokers.consumer(IsolationLevel.READ_UNCOMMITTED);
        KafkaConsumer<String, byte[]> committed = brokers.consumer(IsolationLevel.READ_COMMITTED)) {
      List<TopicPartition> partitions = Brokers.assign(log, what, topic);
      Map<TopicPartition, Long> ends = log.endOffsets(partitions);
      long deadline = System.nanoTime() + patience.toNanos();
      while (isOpen(committed.endOffsets(partitions), ends)) {
        if (System.nanoTime() > deadline) {
          throw new CommandFailure(
              ("%s: %s, a transaction has been open for more than %d s (expected: each ends, by a"
                      + " commit or by its time-out); try again when it has")
                  .formatted(what, topic, patience.toSeconds()));
        }
        pause();
      }
      Map<Integer, Long> byPartition = new HashMap<>();
      ends.forEach((partition, end) -> byPartition.put(partition.partition(), end));
      return new OutputLog(brokers, what, topic, byPartition);
    }
  }

  private static boolean isOpen(Map<TopicPartition, Long> stable, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().anyMatch(end -> stable.get(end.getKey()) < end.getValue());
  }

  private static void pause() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("ledger: interrupted (expected: time to finish)", e);
    }
  }

  String topic() {
    return topic;
  }

  /** Reads what readers of committed records see. */
  void eachCommitted(Consumer<ConsumerRecord<String, byte[]>> taker) {
    read(IsolationLevel.READ_COMMITTED, Map.of(), taker);
  }

  /** Reads all there is, committed or aborted. */
  void each(Consumer<ConsumerRecord<String, byte[]>> taker) {
    read(IsolationLevel.READ_UNCOMMITTED, Map.of(), taker);
  }

  /** Reads all there is from some places on; partitions that have none are left out. */
  void eachFrom(Map<Integer, Long> from, Consumer<ConsumerRecord<String, byte[]>> taker) {
    Map<Integer, Long> all = new HashMap<>(ends);
    all.putAll(from);
    read(IsolationLevel.READ_UNCOMMITTED, all, taker);
  }

  private void read(
      IsolationLevel isolation,
      Map<Integer, Long> from,
      Consumer<ConsumerRecord<String, byte[]>> taker) {
    try (TopicReading reading = TopicReading.between(brokers, isolation, what, topic, from, ends)) {
      for (Optional<ConsumerRecord<String, byte[]>> next = reading.next();
          next.isPresent();
          next = reading.next()) {
        taker.accept(next.get());
      }
    }
  }
}
