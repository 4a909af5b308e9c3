package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaSerializersTest {

  private static final String PACKAGE = "io.meshstream.schemas.";

  /** A record and the class names with which a client would be configured for it. */
  record Client(String name, Object record, Object broken) {

    @SuppressWarnings("unchecked")
    Serializer<Object> serializer() {
      return new ProducerConfig(
              Map.of(
                  "bootstrap.servers",
                  "broker:9092",
                  "key.serializer",
                  StringSerializer.class.getName(),
                  "value.serializer",
                  PACKAGE + name + "Serializer"))
          .getConfiguredInstance("value.serializer", Serializer.class);
    }

    Deserializer<?> deserializer() {
      return new ConsumerConfig(
              Map.of(
                  "bootstrap.servers",
                  "broker:9092",
                  "key.deserializer",
                  StringDeserializer.class.getName(),
                  "value.deserializer",
                  PACKAGE + name + "Deserializer"))
          .getConfiguredInstance("value.deserializer", Deserializer.class);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Client> clients() {
    return List.of(
        new Client("EncodedFrame", Samples.encodedFrame(), new EncodedFrame()),
        new Client("FrameLandmarks", Samples.frameLandmarks(), new FrameLandmarks()),
        new Client("DeadLetter", Samples.deadLetter(), new DeadLetter()),
        new Client("CameraEvent", Samples.faceLeft(), new CameraEvent()),
        new Client("CameraConfig", Samples.cameraConfig(), new CameraConfig()));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void clientsConfiguredByClassNameExchangeRecords(Client client) {
    try (Serializer<Object> serializer = client.serializer();
        Deserializer<?> deserializer = client.deserializer()) {
      byte[] value = serializer.serialize("topic", client.record());

      assertThat(deserializer.deserialize("topic", value)).isEqualTo(client.record());
      assertThat(deserializer.deserialize("topic", new RecordHeaders(), ByteBuffer.wrap(value)))
          .isEqualTo(client.record());
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aTombstoneStaysATombstone(Client client) {
    try (Serializer<Object> serializer = client.serializer();
        Deserializer<?> deserializer = client.deserializer()) {
      assertThat(serializer.serialize("topic", null)).isNull();
      assertThat(deserializer.deserialize("topic", (byte[]) null)).isNull();
      assertThat(deserializer.deserialize("topic", new RecordHeaders(), (ByteBuffer) null))
          .isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aValueThatIsNoMessageNamesTheTopicAndTheCause(Client client) {
    try (Deserializer<?> deserializer = client.deserializer()) {
      assertThatThrownBy(() -> deserializer.deserialize("hall", new byte[] {1, 2, 3}))
          .isInstanceOf(SerializationException.class)
          .hasMessageStartingWith("from topic hall: " + client.name() + " message: 3 bytes")
          .hasCauseInstanceOf(MessageFormatException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aRecordThatCannotBeWrittenNamesTheTopicAndTheCause(Client client) {
    try (Serializer<Object> serializer = client.serializer()) {
      assertThatThrownBy(() -> serializer.serialize("hall", client.broken()))
          .isInstanceOf(SerializationException.class)
          .hasMessageStartingWith("to topic hall: " + client.name() + " record: ")
          .hasCauseInstanceOf(MessageFormatException.class);
    }
  }
}
