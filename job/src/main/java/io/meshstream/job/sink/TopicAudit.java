package io.meshstream.job.sink;

import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.schemas.registry.RegistryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Finds out from a topic itself whether records reached it for good, given the frames that they
 * answer.
 *
 * <p>Every record of a transaction lies in the topic's log before a checkpoint counts on it, and
 * stays there even if the transaction is aborted; only, readers of committed records do not see it
 * then. So the log is searched backwards from its end until each frame has a record, of whatever
 * fate; and that stretch is read once more as those readers see it. How much is read is bounded by
 * how far back the records lie, and by {@link #BUDGET_BYTES}.
 */
final class TopicAudit<T> {

  /** How much of a topic is searched at most: a minute and more of a thousand frames a second. */
  static final long BUDGET_BYTES = 512L << 20;

  /** How many offsets of each partition are looked at first; each time further back, four times. */
  private static final long FIRST_WINDOW = 1024;

  private static final Duration POLL = Duration.ofMillis(200);

  private final OutputRecords<T> records;
  private final Properties clients;
  private final Duration patience;

  /**
   * @param records the topic
   * @param clients what a Kafka client needs to reach the brokers
   * @param patience how long to wait for open transactions to end
   */
  TopicAudit(OutputRecords<T> records, Properties clients, Duration patience) {
    this.records = records;
    this.clients = clients;
    this.patience = patience;
  }

  /**
   * What has become of records.
   *
   * @param lost the frames whose records will never be seen
   * @param gone the frames whose records are not in the log any more, committed or not
   * @param open the frames whose records are hidden behind a transaction that is still open
   */
  record Result(FramePositions lost, FramePositions gone, FramePositions open) {}

  /** Looks for the records of some frames. */
  Result of(FramePositions frames) {
    try (Deserializer<T> deserializer = records.deserializer().get();
        Consumer<byte[], byte[]> log = consumer("read_uncommitted");
        Consumer<byte[], byte[]> committed = consumer("read_committed")) {
      Search search = new Search(frames.toSet(), deserializer);
      search.locate(log);
      boolean settled = search.readAgain(committed);
      FramePositions gone = FramePositions.of(search.missing);
      FramePositions unseen = FramePositions.of(search.unseen());
      return settled
          ? new Result(unseen, gone, FramePositions.NONE)
          : new Result(FramePositions.NONE, gone, unseen);
    }
  }

  private Consumer<byte[], byte[]> consumer(String isolation) {
    Properties properties = new Properties();
    properties.putAll(clients);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** One audit. */
  private final class Search {

    private final Set<TopicPosition> all;
    private final Deserializer<T> deserializer;

    /** The frames that no record has been found for. */
    private final Set<TopicPosition> missing;

    /** The frames that a record has been seen for as readers of committed records see it. */
    private final Set<TopicPosition> seen = new HashSet<>();

    /** Where their records were found: lowest and highest offset of each partition. */
    private final Map<TopicPartition, Long> lowest = new HashMap<>();

    private final Map<TopicPartition, Long> highest = new HashMap<>();

    private long bytes;

    private Search(Set<TopicPosition> all, Deserializer<T> deserializer) {
      this.all = all;
      this.deserializer = deserializer;
      this.missing = new HashSet<>(all);
    }

    /** Returns the frames whose records are there and not seen. */
    private Set<TopicPosition> unseen() {
      Set<TopicPosition> unseen = new HashSet<>(all);
      unseen.removeAll(missing);
      unseen.removeAll(seen);
      return unseen;
    }

    private void locate(Consumer<byte[], byte[]> log) {
      List<TopicPartition> partitions =
          log.partitionsFor(records.topic()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      Map<TopicPartition, Long> beginnings = log.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(log.endOffsets(partitions));
      for (long window = FIRST_WINDOW; !missing.isEmpty() && bytes < BUDGET_BYTES; window *= 4) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
          long start = Math.max(beginnings.get(partition), ends.get(partition) - window);
          if (start < ends.get(partition)) {
            starts.put(partition, start);
          }
        }
        if (starts.isEmpty()) {
          return;
        }
        read(log, starts, ends);
        ends.putAll(starts);
      }
    }

    private void read(
        Consumer<byte[], byte[]> log,
        Map<TopicPartition, Long> starts,
        Map<TopicPartition, Long> ends) {
      seek(log, starts);
      while (starts.keySet().stream().anyMatch(each -> log.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> record : log.poll(POLL)) {
          bytes += Math.max(0, record.serializedValueSize());
          find(record)
              .ifPresent(
                  frame -> {
                    missing.remove(frame);
                    TopicPartition partition =
                        new TopicPartition(record.topic(), record.partition());
                    lowest.merge(partition, record.offset(), Math::min);
                    highest.merge(partition, record.offset(), Math::max);
                  });
        }
      }
    }

    /**
     * Reads the same as others see it.
     *
     * @return whether nothing that is still open hides any
     */
    private boolean readAgain(Consumer<byte[], byte[]> committed) {
      seek(committed, lowest);
      long deadline = System.nanoTime() + patience.toNanos();
      while (lowest.keySet().stream()
          .anyMatch(each -> committed.position(each) <= highest.get(each))) {
        for (ConsumerRecord<byte[], byte[]> record : committed.poll(POLL)) {
          find(record).ifPresent(seen::add);
        }
        if (seen.size() + missing.size() == all.size()) {
          return true;
        }
        if (System.nanoTime() > deadline) {
          return false;
        }
      }
      return true;
    }

    private void seek(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> starts) {
      consumer.assign(starts.keySet());
      starts.forEach(consumer::seek);
    }

    private Optional<TopicPosition> find(ConsumerRecord<byte[], byte[]> record) {
      try {
        return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()))
            .flatMap(records.position()::of)
            .filter(all::contains);
      } catch (SerializationException e) {
        if (e.getCause() instanceof RegistryException failure) {
          // It may be ours: nothing may be called lost before that is known.
          throw failure;
        }
        // Somebody else's record.
        return Optional.empty();
      }
    }
  }
}
