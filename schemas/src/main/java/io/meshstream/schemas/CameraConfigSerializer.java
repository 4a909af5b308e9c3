package io.meshstream.schemas;

import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes {@link CameraConfig} values for a Kafka producer: set {@code value.serializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A record that cannot be encoded is a {@link
 * org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}. Thread-safe.
 */
public final class CameraConfigSerializer implements Serializer<CameraConfig> {

  private final TopicCodec<CameraConfig> codec =
      new TopicCodec<>(SingleObjectCodec.ofCameraConfigs());

  /** For Kafka, which makes it by class name. */
  public CameraConfigSerializer() {}

  @Override
  public byte[] serialize(String topic, CameraConfig value) {
    return codec.serialize(topic, value);
  }
}
