package io.meshstream.schemas;

import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes {@link DeadLetter} values for a Kafka producer: set {@code value.serializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A record that cannot be encoded is a {@link
 * org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}. Thread-safe.
 */
public final class DeadLetterSerializer implements Serializer<DeadLetter> {

  private final TopicCodec<DeadLetter> codec = new TopicCodec<>(SingleObjectCodec.ofDeadLetters());

  /** Is made by Kafka, by class name. */
  public DeadLetterSerializer() {}

  @Override
  public byte[] serialize(String topic, DeadLetter value) {
    return codec.serialize(topic, value);
  }
}
