package io.meshstream.schemas;

import io.meshstream.schemas.registry.RegistryException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/** Puts Kafka's rules around a codec: null stays null, a failure names the topic. */
final class TopicCodec<T extends SpecificRecord> {

  private final SingleObjectCodec<T> plain;
  private final Map<String, RecordCodec<T>> writers = new ConcurrentHashMap<>();

  private volatile RecordCodecs codecs;
  private volatile RecordCodec<T> reader;

  TopicCodec(SingleObjectCodec<T> plain, RecordCodecs codecs) {
    this.plain = plain;
    use(codecs);
  }

  private void use(RecordCodecs codecs) {
    this.codecs = codecs;
    this.reader = codecs.reading(plain);
    writers.clear();
  }

  /** Takes the settings of a Kafka client, which may name a schema registry. */
  void configure(Map<String, ?> clientConfig) {
    try {
      use(RecordCodecs.of(clientConfig));
    } catch (RegistryException e) {
      throw new KafkaException(e.getMessage(), e);
    }
  }

  byte[] serialize(String topic, T value) {
    if (value == null) {
      return null;
    }
    try {
      return writers.computeIfAbsent(topic, each -> codecs.writing(plain, each)).encode(value);
    } catch (MessageFormatException | RegistryException e) {
      throw failure("to topic ", topic, e);
    }
  }

  T deserialize(String topic, byte[] value) {
    return value == null ? null : deserialize(topic, ByteBuffer.wrap(value));
  }

  T deserialize(String topic, ByteBuffer value) {
    if (value == null) {
      return null;
    }
    try {
      return reader.decode(value);
    } catch (MessageFormatException | RegistryException e) {
      throw failure("from topic ", topic, e);
    }
  }

  private static SerializationException failure(
      String direction, String topic, RuntimeException cause) {
    return new SerializationException(direction + topic + ": " + cause.getMessage(), cause);
  }
}
