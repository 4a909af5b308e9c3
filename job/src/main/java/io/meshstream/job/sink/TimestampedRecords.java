package io.meshstream.job.sink;

import io.meshstream.job.options.KafkaSettings;
import java.time.Clock;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes records that their topic accepts: leaves a timestamp out that it would refuse, so that the
 * record has the time at which it is written. A frame may claim any time, and a refused record
 * would fail the job, and again after each restart.
 *
 * <p>What the topic accepts is asked for whenever a task starts.
 *
 * @param <T> what records are made of
 */
final class TimestampedRecords<T>
    implements KafkaRecordSerializationSchema<T>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;

  private final KafkaRecordSerializationSchema<T> records;
  private final KafkaSettings kafka;
  private final String topic;

  private transient TopicTimestamps timestamps;

  /**
   * @param records makes the records
   * @param kafka how to ask for what the topic accepts
   * @param topic the topic of all records
   */
  TimestampedRecords(KafkaRecordSerializationSchema<T> records, KafkaSettings kafka, String topic) {
    this.records = records;
    this.kafka = kafka;
    this.topic = topic;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sink)
      throws Exception {
    records.open(context, sink);
    timestamps = TopicTimestamps.of(kafka, topic);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext sink, Long timestamp) {
    boolean isAccepted = timestamp != null && timestamps.accept(timestamp, Clock.systemUTC());
    return records.serialize(element, sink, isAccepted ? timestamp : null);
  }

  /** Tells which topic it is: pooled transactions need to know. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return records instanceof KafkaDatasetFacetProvider provider
        ? provider.getKafkaDatasetFacet()
        : Optional.empty();
  }
}
