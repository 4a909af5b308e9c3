package io.meshstream.tools.broker;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker of its own for a test class, and what the test writes to its topics. */
public final class TestingTopics implements AutoCloseable {

  private static final SingleObjectCodec<FrameLandmarks> RECORDS =
      SingleObjectCodec.ofFrameLandmarks();

  private final LocalBroker broker;
  private KafkaProducer<String, byte[]> producer;

  /** Starts the broker in an empty folder. */
  public TestingTopics(Path folder) {
    broker = LocalBroker.start(folder, 0);
    producer = producer(Map.of());
  }

  private KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", bootstrapServers());
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** Where clients find the broker. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Creates a topic of two partitions. */
  public void create(String topic) {
    broker.createTopic(topic, 2);
  }

  /** Deletes a topic and makes it anew, empty. */
  public void remake(String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
    broker.createTopic(topic, partitions);
    // The one before would wait for partitions that there are no more.
    producer.close();
    producer = producer(Map.of());
  }

  /** Writes a message into the partition of its key and waits until it is there. */
  public RecordMetadata send(String topic, String key, byte[] value) throws Exception {
    return send(new ProducerRecord<>(topic, key, value));
  }

  /** Writes a record, keyed by its camera, and waits until it is there. */
  public RecordMetadata send(String topic, FrameLandmarks record) throws Exception {
    return send(topic, record.getCameraId(), RECORDS.encode(record));
  }

  /** Writes a message as it is and waits until it is there. */
  public RecordMetadata send(ProducerRecord<String, byte[]> message) throws Exception {
    return producer.send(message).get();
  }

  /** Writes a message in a transaction that is aborted. */
  public void sendAborted(String topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> transactional =
        producer(Map.of("transactional.id", topic))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      transactional.send(new ProducerRecord<>(topic, key, value)).get();
      transactional.abortTransaction();
    }
  }

  @Override
  public void close() {
    producer.close();
    broker.close();
  }
}
