package io.meshstream.schemas;

import io.meshstream.schemas.registry.RegistryConfig;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads {@link CameraEvent} values for a Kafka consumer: set {@code value.deserializer} to this
 * class.
 *
 * <p>Null, a tombstone, stays null. A value that is not one whole message of a released schema is a
 * {@link org.apache.kafka.common.errors.SerializationException} caused by a {@link
 * MessageFormatException}, or by a {@link io.meshstream.schemas.registry.RegistryException}.
 * Thread-safe.
 */
public final class CameraEventDeserializer implements Deserializer<CameraEvent> {

  private final TopicCodec<CameraEvent> codec;

  /** Is made by Kafka, by class name. */
  public CameraEventDeserializer() {
    this(RecordCodecs.of(Map.of()));
  }

  /** Is made by those who have codecs already. */
  public CameraEventDeserializer(RecordCodecs codecs) {
    this.codec = new TopicCodec<>(SingleObjectCodec.ofCameraEvents(), codecs);
  }

  /** Takes the client's settings: with {@code schema.registry.url}, see {@link RegistryConfig}. */
  @Override
  public void configure(Map<String, ?> clientConfig, boolean isKey) {
    codec.configure(clientConfig);
  }

  @Override
  public CameraEvent deserialize(String topic, byte[] value) {
    return codec.deserialize(topic, value);
  }

  /** Reads where the client received the value; the default would copy it first. */
  @Override
  public CameraEvent deserialize(String topic, Headers headers, ByteBuffer value) {
    return codec.deserialize(topic, value);
  }
}
