package io.meshstream.tools.cluster;

import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a landmarks topic has from its beginning on, byte for byte. For one thread. */
final class LandmarksLog implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<FrameIdentity, Set<ByteBuffer>> values = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();

  private long records;

  LandmarksLog(String bootstrapServers, String topic, IsolationLevel isolation) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation.name().toLowerCase(Locale.ROOT)),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads until a condition holds. */
  void readUntil(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      read();
    }
  }

  /** Reads all that is there now. */
  void readToEnd() throws MessageFormatException {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      read();
    }
  }

  private void read() throws MessageFormatException {
    for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
      FrameLandmarks landmarks = codec.decode(each.value());
      records++;
      values
          .computeIfAbsent(FrameIdentity.of(landmarks), identity -> new HashSet<>())
          .add(ByteBuffer.wrap(each.value()));
      newest.merge(landmarks.getCameraId(), landmarks.getSequence(), Math::max);
    }
  }

  /** How many records were read, repeated ones too. */
  long records() {
    return records;
  }

  /** The different values that each frame has: one, if all is well. */
  Map<FrameIdentity, Set<ByteBuffer>> values() {
    return values;
  }

  /** The highest sequence number of each camera. */
  Map<String, Long> newest() {
    return Map.copyOf(newest);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
