package io.meshstream.job.control;

import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes records off the control topic, without looking into them.
 *
 * <p>Never fails and never drops: whatever is wrong with a record is found where it can be said.
 */
final class ControlRecordSchema implements KafkaRecordDeserializationSchema<ControlRecord> {
  private static final long serialVersionUID = 1L;

  /** Tells how Flink serialises the records: field by field, the value as one block. */
  static TypeInformation<ControlRecord> typeInformation() {
    return Types.POJO(
        ControlRecord.class,
        Map.of(
            "key", Types.STRING,
            "partition", Types.INT,
            "offset", Types.LONG,
            "isTombstone", Types.BOOLEAN,
            "value", Types.PRIMITIVE_ARRAY(Types.BYTE)));
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<ControlRecord> out) {
    out.collect(ControlRecord.of(message));
  }

  @Override
  public TypeInformation<ControlRecord> getProducedType() {
    return typeInformation();
  }
}
