package io.meshstream.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.records.Traced;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.TopicPosition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class FramesTransactionSerializerTest {

  private static final KafkaCommittable TRANSACTION =
      new KafkaCommittable(12, (short) 3, "meshstream-landmarks-0-1", null);

  private final SimpleVersionedSerializer<KafkaCommittable> kafka = kafkaSerializer();
  private final FramesTransactionSerializer serializer = new FramesTransactionSerializer(kafka);

  @Test
  void aTransactionComesBackWithItsFrames() throws IOException {
    FramesTransaction transaction =
        new FramesTransaction(
            TRANSACTION,
            FramePositions.of(List.of(new TopicPosition(1, 7), new TopicPosition(2, 9))));

    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(transaction)))
        .isEqualTo(transaction);
  }

  @Test
  void whatTheConnectorWroteIsReadAndTheOtherWayRound() throws IOException {
    FramesTransaction transaction =
        new FramesTransaction(TRANSACTION, FramePositions.of(List.of(new TopicPosition(1, 7))));

    assertThat(serializer.deserialize(kafka.getVersion(), kafka.serialize(TRANSACTION)))
        .isEqualTo(new FramesTransaction(TRANSACTION, FramePositions.NONE));
    assertThat(kafka.deserialize(serializer.getVersion(), serializer.serialize(transaction)))
        .isEqualTo(TRANSACTION);
  }

  @Test
  void whatALaterVersionWroteIsRefused() {
    assertThatThrownBy(() -> serializer.deserialize(3, new byte[20]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3 (expected: at most 2)");
  }

  @SuppressWarnings("unchecked")
  private static SimpleVersionedSerializer<KafkaCommittable> kafkaSerializer() {
    JobSettings settings = JobSettings.from(new String[0], Map.of());
    return ((AtLeastOnceSink<Traced<FrameLandmarks>>) OutputTopics.landmarks(settings))
        .getCommittableSerializer();
  }
}
