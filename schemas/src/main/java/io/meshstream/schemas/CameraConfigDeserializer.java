package io.meshstream.schemas;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads {@link CameraConfig} values for a Kafka consumer: set {@code value.deserializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A value that is not one whole message of a released schema is a
 * {@link org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}. Thread-safe.
 */
public final class CameraConfigDeserializer implements Deserializer<CameraConfig> {

  private final TopicCodec<CameraConfig> codec =
      new TopicCodec<>(SingleObjectCodec.ofCameraConfigs());

  /** For Kafka, which makes it by class name. */
  public CameraConfigDeserializer() {}

  @Override
  public CameraConfig deserialize(String topic, byte[] value) {
    return codec.deserialize(topic, value);
  }

  /** Reads where the client received the value; the default would copy it first. */
  @Override
  public CameraConfig deserialize(String topic, Headers headers, ByteBuffer value) {
    return codec.deserialize(topic, value);
  }
}
