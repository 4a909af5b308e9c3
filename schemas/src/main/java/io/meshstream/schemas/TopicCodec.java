package io.meshstream.schemas;

import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Puts Kafka's rules around a codec: null stays null, a failure names the topic. */
final class TopicCodec<T extends SpecificRecord> {

  private final SingleObjectCodec<T> codec;

  TopicCodec(SingleObjectCodec<T> codec) {
    this.codec = codec;
  }

  byte[] serialize(String topic, T value) {
    if (value == null) {
      return null;
    }
    try {
      return codec.encode(value);
    } catch (MessageFormatException e) {
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
      return codec.decode(value);
    } catch (MessageFormatException e) {
      throw failure("from topic ", topic, e);
    }
  }

  private static SerializationException failure(
      String direction, String topic, MessageFormatException cause) {
    return new SerializationException(direction + topic + ": " + cause.getMessage(), cause);
  }
}
