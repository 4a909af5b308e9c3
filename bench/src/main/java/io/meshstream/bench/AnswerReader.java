package io.meshstream.bench;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a landmarks topic, on a thread of its own, and keeps the first record of each frame.
 * Thread-safe.
 */
final class AnswerReader implements AutoCloseable {

  private final MicroClock clock;
  private final Thread thread;
  private final List<Answer> answers = new ArrayList<>();
  private final Map<String, BitSet> answered = new HashMap<>();
  private volatile boolean closed;

  AnswerReader(Topics topics, int partitions, MicroClock clock) {
    this(topics, partitions, clock, /* committed= */ false);
  }

  /**
   * Begins to read.
   *
   * @param committed whether it waits until the transactions of records are committed
   */
  AnswerReader(Topics topics, int partitions, MicroClock clock, boolean committed) {
    this.clock = clock;
    KafkaConsumer<String, FrameLandmarks> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                topics.bootstrapServers(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                committed ? "read_committed" : "read_uncommitted"),
            new StringDeserializer(),
            new FrameLandmarksDeserializer());
    List<TopicPartition> all = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      all.add(new TopicPartition(topics.landmarks(), i));
    }
    consumer.assign(all);
    thread = new Thread(() -> read(consumer), "answers");
    thread.start();
  }

  private void read(KafkaConsumer<String, FrameLandmarks> consumer) {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<String, FrameLandmarks> each : consumer.poll(Duration.ofMillis(100))) {
          keep(Answer.of(each.value(), clock.micros()));
        }
      }
    }
  }

  private synchronized void keep(Answer answer) {
    BitSet ofCamera = answered.computeIfAbsent(answer.camera(), camera -> new BitSet());
    int sequence = (int) answer.sequence();
    if (!ofCamera.get(sequence)) {
      ofCamera.set(sequence);
      answers.add(answer);
    }
  }

  /** Returns the number of the camera's first frame that has no answer. */
  synchronized long firstUnanswered(String camera) {
    BitSet ofCamera = answered.get(camera);
    return ofCamera == null ? 0 : ofCamera.nextClearBit(0);
  }

  /** Returns how many frames have an answer. */
  synchronized int count() {
    return answers.size();
  }

  /** Returns a copy of all answers so far, as they came. */
  synchronized List<Answer> answers() {
    return new ArrayList<>(answers);
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
