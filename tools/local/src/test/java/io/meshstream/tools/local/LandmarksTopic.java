package io.meshstream.tools.local;

import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All records of the landmarks topic, read whenever a test asks for one. */
final class LandmarksTopic implements AutoCloseable {

  private final KafkaConsumer<String, FrameLandmarks> consumer;
  private final Map<FrameIdentity, FrameLandmarks> records = new HashMap<>();

  LandmarksTopic(String servers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new StringDeserializer(),
            new FrameLandmarksDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, LocalStack.FRAME_PARTITIONS)
            .mapToObj(partition -> new TopicPartition("landmarks", partition))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  Optional<FrameLandmarks> find(FrameIdentity identity) {
    consumer
        .poll(Duration.ofMillis(200))
        .forEach(each -> records.put(FrameIdentity.of(each.value()), each.value()));
    return Optional.ofNullable(records.get(identity));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
