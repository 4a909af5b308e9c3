package io.meshstream.schemas;

import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes {@link CameraEvent} values for a Kafka producer: set {@code value.serializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A record that cannot be encoded is a {@link
 * org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}. Thread-safe.
 */
public final class CameraEventSerializer implements Serializer<CameraEvent> {

  private final TopicCodec<CameraEvent> codec =
      new TopicCodec<>(SingleObjectCodec.ofCameraEvents());

  /** Is made by Kafka, by class name. */
  public CameraEventSerializer() {}

  @Override
  public byte[] serialize(String topic, CameraEvent value) {
    return codec.serialize(topic, value);
  }
}
