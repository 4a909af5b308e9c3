package io.meshstream.tools.cluster;

import io.meshstream.schemas.FrameIdentity;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/** What a landmarks topic has, byte for byte. For one thread. */
final class LandmarksLog implements AutoCloseable {

  private final SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
  private final TopicReading reading;
  private final Map<FrameIdentity, Set<ByteBuffer>> values = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();

  LandmarksLog(String bootstrapServers, String topic, IsolationLevel isolation) {
    reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", bootstrapServers)),
            isolation,
            "landmarks topic",
            topic,
            OptionalLong.empty());
  }

  /** Reads what there was when this was opened. */
  void readToEnd() throws MessageFormatException {
    for (Optional<ConsumerRecord<String, byte[]>> next = reading.next();
        next.isPresent();
        next = reading.next()) {
      book(next.get());
    }
  }

  /** Reads what has come since this was opened, until a condition holds. */
  void readUntil(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      for (ConsumerRecord<String, byte[]> each : reading.later()) {
        book(each);
      }
    }
  }

  private void book(ConsumerRecord<String, byte[]> message) throws MessageFormatException {
    FrameLandmarks landmarks = codec.decode(message.value());
    values
        .computeIfAbsent(FrameIdentity.of(landmarks), identity -> new HashSet<>())
        .add(ByteBuffer.wrap(message.value()));
    newest.merge(landmarks.getCameraId(), landmarks.getSequence(), Math::max);
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
    reading.close();
  }
}
