package io.meshstream.tools.broker;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.testing.TestingRecords;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Frames on a topic, as a gateway would have sent them. */
public final class TestingFrames {

  private TestingFrames() {}

  /** Sends PNGs as the frames of camera {@code cam} in epoch 1, 40 ms apart, to topic frames. */
  public static void send(String bootstrapServers, List<byte[]> pngs) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
    try (KafkaProducer<String, EncodedFrame> producer =
        new KafkaProducer<>(config, new StringSerializer(), new EncodedFrameSerializer())) {
      for (int i = 0; i < pngs.size(); i++) {
        EncodedFrame frame =
            TestingRecords.frame("cam", i, pngs.get(i)).setCapturedAtMicros(40_000L * i).build();
        producer.send(new ProducerRecord<>("frames", "cam", frame)).get();
      }
    }
  }
}
