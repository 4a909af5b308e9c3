package io.meshstream.tools.gateway;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a frames topic from its beginning, as far as a test wants to. */
final class FramesTopic implements AutoCloseable {

  /** Longer than anything takes; only a test that fails waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KafkaConsumer<String, EncodedFrame> consumer;
  private final List<EncodedFrame> frames = new ArrayList<>();

  FramesTopic(String bootstrapServers, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new EncodedFrameDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Waits until there are so many frames in all, and returns all there are. */
  List<EncodedFrame> await(int count) {
    return await(soFar -> soFar.size() >= count);
  }

  /** Waits until the frames are as they should be, and returns all there are. */
  List<EncodedFrame> await(Predicate<List<EncodedFrame>> enough) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!enough.test(frames)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(frames.size() + " frames (expected: more in a minute)");
      }
      for (ConsumerRecord<String, EncodedFrame> record : consumer.poll(Duration.ofMillis(100))) {
        if (!record.value().getCameraId().equals(record.key())) {
          throw new AssertionError("key " + record.key() + " of a frame of another camera");
        }
        frames.add(record.value());
      }
    }
    return List.copyOf(frames);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
