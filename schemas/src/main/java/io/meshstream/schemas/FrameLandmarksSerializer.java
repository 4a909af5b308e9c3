package io.meshstream.schemas;

import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes {@link FrameLandmarks} values for a Kafka producer: set {@code value.serializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A record that cannot be encoded is a {@link
 * org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}. Thread-safe.
 */
public final class FrameLandmarksSerializer implements Serializer<FrameLandmarks> {

  private final TopicCodec<FrameLandmarks> codec =
      new TopicCodec<>(SingleObjectCodec.ofFrameLandmarks());

  /** Is made by Kafka, by class name. */
  public FrameLandmarksSerializer() {}

  @Override
  public byte[] serialize(String topic, FrameLandmarks value) {
    return codec.serialize(topic, value);
  }
}
