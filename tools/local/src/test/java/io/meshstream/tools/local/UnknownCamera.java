package io.meshstream.tools.local;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksSerializer;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A camera that has records but no frames: another job's, or one whose frames are long gone. */
final class UnknownCamera {

  static final String NAME = "unknown";

  private UnknownCamera() {}

  /** Sends a record like another one. */
  static void send(String servers, FrameLandmarks like) throws InterruptedException {
    FrameLandmarks record = FrameLandmarks.newBuilder(like).setCameraId(NAME).build();
    try (KafkaProducer<String, FrameLandmarks> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new StringSerializer(),
            new FrameLandmarksSerializer())) {
      producer.send(new ProducerRecord<>("landmarks", NAME, record)).get();
    } catch (ExecutionException e) {
      throw new AssertionError("the record was not sent", e);
    }
  }
}
