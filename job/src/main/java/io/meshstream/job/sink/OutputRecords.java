package io.meshstream.job.sink;

import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * An output topic, to be read.
 *
 * @param topic its name
 * @param deserializer makes what reads its values
 * @param position which frame a record is about
 */
record OutputRecords<T>(String topic, DeserializerOf<T> deserializer, PositionOf<T> position)
    implements Serializable {

  /** Makes a deserialiser, wherever the sink runs. */
  interface DeserializerOf<T> extends Supplier<Deserializer<T>>, Serializable {}
}
