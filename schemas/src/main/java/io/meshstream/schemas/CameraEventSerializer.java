package io.meshstream.schemas;

import io.meshstream.schemas.registry.RegistryConfig;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes {@link CameraEvent} values for a Kafka producer: set {@code value.serializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A record that cannot be encoded is a {@link
 * org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}, or by a {@link io.meshstream.schemas.registry.RegistryException}.
 * Thread-safe.
 */
public final class CameraEventSerializer implements Serializer<CameraEvent> {

  private final TopicCodec<CameraEvent> codec;

  /** Is made by Kafka, by class name. */
  public CameraEventSerializer() {
    this(RecordCodecs.of(Map.of()));
  }

  /** Is made by those who have codecs already. */
  public CameraEventSerializer(RecordCodecs codecs) {
    this.codec = new TopicCodec<>(SingleObjectCodec.ofCameraEvents(), codecs);
  }

  /** Takes the client's settings: with {@code schema.registry.url}, see {@link RegistryConfig}. */
  @Override
  public void configure(Map<String, ?> clientConfig, boolean isKey) {
    codec.configure(clientConfig);
  }

  @Override
  public byte[] serialize(String topic, CameraEvent value) {
    return codec.serialize(topic, value);
  }
}
