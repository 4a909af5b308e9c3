package io.meshstream.schemas;

import io.meshstream.schemas.registry.RegistryConfig;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes {@link DeadLetter} values for a Kafka producer: set {@code value.serializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A record that cannot be encoded is a {@link
 * org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}, or by a {@link io.meshstream.schemas.registry.RegistryException}.
 * Thread-safe.
 */
public final class DeadLetterSerializer implements Serializer<DeadLetter> {

  private final TopicCodec<DeadLetter> codec;

  /** Is made by Kafka, by class name. */
  public DeadLetterSerializer() {
    this(RecordCodecs.of(Map.of()));
  }

  /** Is made by those who have codecs already. */
  public DeadLetterSerializer(RecordCodecs codecs) {
    this.codec = new TopicCodec<>(SingleObjectCodec.ofDeadLetters(), codecs);
  }

  /** Takes the client's settings: with {@code schema.registry.url}, see {@link RegistryConfig}. */
  @Override
  public void configure(Map<String, ?> clientConfig, boolean isKey) {
    codec.configure(clientConfig);
  }

  @Override
  public byte[] serialize(String topic, DeadLetter value) {
    return codec.serialize(topic, value);
  }
}
