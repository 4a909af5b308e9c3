package io.meshstream.schemas;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads {@link FrameLandmarks} values for a Kafka consumer: set {@code value.deserializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A value that is not one whole message of a released schema is a
 * {@link org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}. Thread-safe.
 */
public final class FrameLandmarksDeserializer implements Deserializer<FrameLandmarks> {

  private final TopicCodec<FrameLandmarks> codec =
      new TopicCodec<>(SingleObjectCodec.ofFrameLandmarks());

  /** Is made by Kafka, by class name. */
  public FrameLandmarksDeserializer() {}

  @Override
  public FrameLandmarks deserialize(String topic, byte[] value) {
    return codec.deserialize(topic, value);
  }

  /** Reads where the client received the value; the default would copy it first. */
  @Override
  public FrameLandmarks deserialize(String topic, Headers headers, ByteBuffer value) {
    return codec.deserialize(topic, value);
  }
}
