package io.meshstream.tools.cameras;

import io.meshstream.job.records.ConfigRules;
import io.meshstream.schemas.CameraConfig;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The control topic as it was at one moment: the newest record of each key that the job follows.
 * Not thread-safe.
 */
public final class SettingsTopic {

  private final Map<String, Object> clientConfig;
  private final Brokers brokers;
  private final String topic;
  private final PrintWriter err;
  private final SortedMap<String, CameraConfig> configs = new TreeMap<>();

  private SettingsTopic(Map<String, Object> clientConfig, String topic, PrintWriter err) {
    this.clientConfig = clientConfig;
    this.brokers = new Brokers(clientConfig);
    this.topic = topic;
    this.err = err;
  }

  /**
   * Reads the topic to its end.
   *
   * @param err where what the job refuses is told
   * @throws io.meshstream.tools.console.CommandFailure if that cannot be done
   */
  public static SettingsTopic read(
      Map<String, Object> clientConfig, String topic, PrintWriter err) {
    SettingsTopic read = new SettingsTopic(clientConfig, topic, err);
    read.read();
    return read;
  }

  private void read() {
    RecordCodec<CameraConfig> codec = brokers.codecs().reading(SingleObjectCodec.ofCameraConfigs());
    try (TopicReading reading =
        TopicReading.open(
            brokers, IsolationLevel.READ_COMMITTED, "control topic", topic, OptionalLong.empty())) {
      for (var next = reading.next(); next.isPresent(); next = reading.next()) {
        take(next.get(), codec);
      }
    } catch (KafkaException e) {
      throw brokers.failure(e);
    }
  }

  private void take(ConsumerRecord<String, byte[]> record, RecordCodec<CameraConfig> codec) {
    String key = CameraId.ofKey(record.key());
    List<String> problems = ConfigRules.problemsOfKey(key);
    if (problems.isEmpty() && record.value() == null) {
      configs.remove(key);
      return;
    }
    try {
      if (problems.isEmpty()) {
        CameraConfig config = codec.decode(record.value());
        problems = ConfigRules.problems(key, config);
        if (problems.isEmpty()) {
          configs.put(key, config);
        }
      }
    } catch (MessageFormatException e) {
      problems = List.of(e.getMessage());
    }
    if (!problems.isEmpty()) {
      err.println(
          "record: %s partition %d offset %d, %s; the job refuses it"
              .formatted(
                  topic,
                  record.partition(),
                  record.offset(),
                  PlainText.of(String.join("; ", problems))));
    }
  }

  /** Returns the settings of a key, if there are any. */
  public Optional<CameraConfig> of(String key) {
    return Optional.ofNullable(configs.get(key));
  }

  /** Returns all settings, by key. */
  SortedMap<String, CameraConfig> all() {
    return configs;
  }

  /**
   * Writes records, each the only one of its key.
   *
   * @param records by key; an empty one takes everything back
   * @throws io.meshstream.tools.console.CommandFailure if that cannot be done
   */
  public void write(Map<String, Optional<CameraConfig>> records) {
    RecordCodec<CameraConfig> codec =
        brokers.codecs().writing(SingleObjectCodec.ofCameraConfigs(), topic);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(producerConfig(), new StringSerializer(), new ByteArraySerializer())) {
      for (Map.Entry<String, Optional<CameraConfig>> record : records.entrySet()) {
        byte[] value = record.getValue().map(codec::encode).orElse(null);
        producer.send(new ProducerRecord<>(topic, record.getKey(), value)).get();
      }
    } catch (ExecutionException e) {
      throw brokers.failure(new KafkaException(e.getCause()), AclOperation.WRITE);
    } catch (InterruptedException e) {
      throw brokers.failure(new InterruptException(e));
    } catch (KafkaException e) {
      throw brokers.failure(e, AclOperation.WRITE);
    }
  }

  private Map<String, Object> producerConfig() {
    int patience = Math.toIntExact(Brokers.ANSWER_TIME.toMillis());
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience / 2);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    return config;
  }
}
