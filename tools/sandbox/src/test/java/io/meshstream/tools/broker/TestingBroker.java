package io.meshstream.tools.broker;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Kafka broker for tests, and what they write to its topics. Registered as an extension it runs
 * for all tests of a class, in a static field, or for each of them, in another one.
 */
public final class TestingBroker
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  private static final SingleObjectCodec<FrameLandmarks> RECORDS =
      SingleObjectCodec.ofFrameLandmarks();

  private Path folder;
  private LocalBroker broker;
  private KafkaProducer<String, byte[]> producer;
  private boolean isForAll;

  /** Starts with the tests that it is registered for. */
  public TestingBroker() {}

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    isForAll = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (!isForAll) {
      start();
    }
  }

  /** Starts it by hand. */
  public void start() throws IOException {
    folder = Files.createTempDirectory("kafka-");
    broker = LocalBroker.start(folder, 0);
    producer = producer(Map.of());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (!isForAll) {
      stop();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    stop();
  }

  /** Ends the broker and deletes what it kept; a test may do so early, to see what happens. */
  public void stop() throws IOException {
    if (folder == null) {
      return;
    }
    // Without these it did not start.
    if (producer != null) {
      producer.close();
    }
    if (broker != null) {
      broker.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    folder = null;
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
    create(topic, 2);
  }

  /** Creates a topic. */
  public void create(String topic, int partitions) {
    broker.createTopic(topic, partitions);
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
    awaitEnd(topic);
  }

  /** Does something while a transaction is open that a message has been written in. */
  public void whileOpen(String topic, String key, byte[] value, Runnable action) throws Exception {
    try (KafkaProducer<String, byte[]> transactional =
        producer(Map.of("transactional.id", topic))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      transactional.send(new ProducerRecord<>(topic, key, value)).get();
      action.run();
      transactional.commitTransaction();
    }
    awaitEnd(topic);
  }

  /**
   * Waits until readers of committed records see past a transaction: its end is written a little
   * after it is said, and the next producer of its name is let in once it is.
   */
  private void awaitEnd(String transactionalId) {
    try (KafkaProducer<String, byte[]> next =
        producer(Map.of("transactional.id", transactionalId))) {
      next.initTransactions();
    }
  }
}
