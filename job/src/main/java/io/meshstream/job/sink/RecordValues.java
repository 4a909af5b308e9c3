package io.meshstream.job.sink;

import io.meshstream.job.options.RegistrySettings;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.SingleObjectCodec;
import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema;

/** Encodes the records of an output topic: in single-object encoding, or for a schema registry. */
final class RecordValues<T extends SpecificRecord> implements SerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  /** Makes the codec of the record, wherever the sink runs. */
  interface CodecOf<T extends SpecificRecord>
      extends Supplier<SingleObjectCodec<T>>, Serializable {}

  private final RegistrySettings registry;
  private final String topic;
  private final CodecOf<T> plain;

  private transient RecordCodec<T> codec;

  RecordValues(RegistrySettings registry, String topic, CodecOf<T> plain) {
    this.registry = registry;
    this.topic = topic;
    this.plain = plain;
  }

  @Override
  public void open(InitializationContext context) {
    codec = registry.codecs().writing(plain.get(), topic);
  }

  @Override
  public byte[] serialize(T record) {
    return codec.encode(record);
  }
}
