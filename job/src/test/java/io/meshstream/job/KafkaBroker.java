package io.meshstream.job;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Kafka broker in this process, with what a test does to it. Registered as an extension, in a
 * static field, it runs on a free port for all tests of a class.
 */
public final class KafkaBroker implements BeforeAllCallback, AfterAllCallback {

  private static final int PARTITIONS = 2;
  private static final int LARGEST_REQUEST = 32 << 20;

  private KafkaClusterTestKit kit;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    TestKitNodes nodes =
        new TestKitNodes.Builder()
            .setCombined(true)
            .setNumBrokerNodes(1)
            .setNumControllerNodes(1)
            .build();
    kit =
        new KafkaClusterTestKit.Builder(nodes)
            .setConfigProp("offsets.topic.replication.factor", "1")
            .setConfigProp("offsets.topic.num.partitions", "1")
            .setConfigProp("transaction.state.log.replication.factor", "1")
            .setConfigProp("transaction.state.log.min.isr", "1")
            .setConfigProp("transaction.state.log.num.partitions", "1")
            .setConfigProp("group.initial.rebalance.delay.ms", "0")
            .setConfigProp("auto.create.topics.enable", "false")
            .build();
    kit.format();
    kit.startup();
    kit.waitForReadyBrokers();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    kit.close();
  }

  /** Where it listens. */
  public String address() {
    return kit.bootstrapServers();
  }

  /** Creates topics. */
  public void create(String... topics) throws Exception {
    for (String topic : topics) {
      create(topic, Map.of());
    }
  }

  /** Creates a topic with a configuration of its own, and waits until the broker knows it. */
  public void create(String topic, Map<String, String> config) throws Exception {
    try (Admin admin = admin()) {
      NewTopic created = new NewTopic(topic, PARTITIONS, (short) 1).configs(config);
      admin.createTopics(List.of(created)).all().get();
      while (!admin.listTopics().names().get().contains(topic)) {
        Thread.onSpinWait(); // The controller knew it first.
      }
    }
  }

  /** Deletes all topics, and waits until the broker has forgotten them. */
  public void deleteAll() throws Exception {
    try (Admin admin = admin()) {
      admin.deleteTopics(admin.listTopics().names().get()).all().get();
      while (!admin.listTopics().names().get().isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  /** Asks and tells the broker; the caller closes it. */
  public Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address()));
  }

  /** Opens a transaction; the caller closes it, which aborts it. */
  public KafkaProducer<byte[], byte[]> transaction(String id) {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            id);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  /** Joins a consumer group and waits until it is in; the caller closes it. */
  public KafkaConsumer<byte[], byte[]> member(String group, String topic) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address(),
            ConsumerConfig.GROUP_ID_CONFIG,
            group);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
    while (consumer.assignment().isEmpty()) {
      consumer.poll(Duration.ofMillis(100));
    }
    return consumer;
  }

  /** Sends one record and waits for it to arrive; a null key is no key. */
  public void send(String topic, String key, byte[] value) throws Exception {
    send(topic, null, key, value);
  }

  /** The same to a certain partition. */
  public void send(String topic, Integer partition, String key, byte[] value) throws Exception {
    send(new ProducerRecord<>(topic, partition, bytes(key), value));
  }

  /** The same with headers. */
  public void send(String topic, String key, byte[] value, List<Header> headers) throws Exception {
    send(new ProducerRecord<>(topic, null, null, bytes(key), value, headers));
  }

  /** The same with a timestamp, in milliseconds. */
  public void sendAt(long timestamp, String topic, String key, byte[] value) throws Exception {
    send(new ProducerRecord<>(topic, null, timestamp, bytes(key), value));
  }

  private static byte[] bytes(String key) {
    return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    sendAll(List.of(record));
  }

  /** Sends records, one after the other, and waits for them to arrive. */
  public void sendAll(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address(),
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            LARGEST_REQUEST);
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      records.forEach(record -> sent.add(producer.send(record)));
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  /** Reads all committed records of a topic, in the order of each partition. */
  public <T> List<ConsumerRecord<String, T>> read(String topic, Deserializer<T> deserializer) {
    return read(topic, deserializer, "read_committed");
  }

  /** The same with those that are not committed, or never will be. */
  public <T> List<ConsumerRecord<String, T>> readAll(String topic, Deserializer<T> deserializer) {
    return read(topic, deserializer, "read_uncommitted");
  }

  private <T> List<ConsumerRecord<String, T>> read(
      String topic, Deserializer<T> deserializer, String isolation) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    List<ConsumerRecord<String, T>> records = new ArrayList<>();
    try (KafkaConsumer<String, T> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), deserializer)) {
      Set<TopicPartition> partitions = new HashSet<>();
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }
}
