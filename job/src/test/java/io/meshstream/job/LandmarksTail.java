package io.meshstream.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The end of a topic: tells when a record comes. */
final class LandmarksTail implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;

  LandmarksTail(String servers, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /** Waits for the next record. */
  void awaitRecord() {
    while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
      // Its time is the test's to bound.
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
