package io.meshstream.job.sink;

import io.meshstream.job.records.Traced;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes records whose headers say which trace they belong to.
 *
 * @param <T> what records are made of
 */
final class TracedRecords<T>
    implements KafkaRecordSerializationSchema<Traced<T>>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;

  private final TimestampedRecords<T> records;

  /**
   * @param records makes the records without those headers
   */
  TracedRecords(TimestampedRecords<T> records) {
    this.records = records;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink)
      throws Exception {
    records.open(context, sink);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Traced<T> element, KafkaSinkContext sink, Long timestamp) {
    ProducerRecord<byte[], byte[]> record = records.serialize(element.value(), sink, timestamp);
    element.trace().addTo(record.headers());
    return record;
  }

  /** Tells which topic it is: pooled transactions need to know. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return records.getKafkaDatasetFacet();
  }
}
