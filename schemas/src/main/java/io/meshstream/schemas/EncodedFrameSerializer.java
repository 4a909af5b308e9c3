package io.meshstream.schemas;

import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes {@link EncodedFrame} values for a Kafka producer: set {@code value.serializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A record that cannot be encoded is a {@link
 * org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}. Thread-safe.
 */
public final class EncodedFrameSerializer implements Serializer<EncodedFrame> {

  private final TopicCodec<EncodedFrame> codec =
      new TopicCodec<>(SingleObjectCodec.ofEncodedFrames());

  /** Is made by Kafka, by class name. */
  public EncodedFrameSerializer() {}

  @Override
  public byte[] serialize(String topic, EncodedFrame value) {
    return codec.serialize(topic, value);
  }
}
