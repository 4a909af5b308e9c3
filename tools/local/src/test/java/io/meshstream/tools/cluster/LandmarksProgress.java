package io.meshstream.tools.cluster;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/** How far a landmarks topic has come, for one who reads it as it is written. For one thread. */
public final class LandmarksProgress implements AutoCloseable {

  private final SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
  private final TopicReading reading;
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, Long> newestMicros = new HashMap<>();

  /** Begins to read what comes from now on. */
  public LandmarksProgress(String bootstrapServers, String topic, IsolationLevel isolation) {
    reading =
        TopicReading.open(
            new Brokers(Map.of("bootstrap.servers", bootstrapServers)),
            isolation,
            "landmarks topic",
            topic,
            OptionalLong.empty());
  }

  /** Reads what has come since this was opened, until a condition holds. */
  public void readUntil(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      for (ConsumerRecord<String, byte[]> each : reading.later()) {
        book(each);
      }
    }
  }

  /** Waits until each of so many cameras has records for so many frames more. */
  void awaitFrames(int cameras, int more) throws Exception {
    Map<String, Long> before = newest();
    readUntil(
        () ->
            newest.size() == cameras
                && newest.entrySet().stream()
                    .allMatch(
                        each -> each.getValue() >= before.getOrDefault(each.getKey(), 0L) + more));
  }

  private void book(ConsumerRecord<String, byte[]> message) throws MessageFormatException {
    FrameLandmarks landmarks = codec.decode(message.value());
    newest.merge(landmarks.getCameraId(), landmarks.getSequence(), Math::max);
    newestMicros.merge(landmarks.getCameraId(), landmarks.getCapturedAtMicros(), Math::max);
  }

  /** The highest sequence number of each camera. */
  public Map<String, Long> newest() {
    return Map.copyOf(newest);
  }

  /** How many cameras have a record of a frame that was captured at a time or later. */
  public long camerasSince(Instant time) {
    long micros = TimeUnit.MILLISECONDS.toMicros(time.toEpochMilli());
    return newestMicros.values().stream().filter(each -> each >= micros).count();
  }

  @Override
  public void close() {
    reading.close();
  }
}
