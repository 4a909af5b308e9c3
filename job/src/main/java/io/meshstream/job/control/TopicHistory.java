package io.meshstream.job.control;

import io.meshstream.job.options.ControlSettings;
import io.meshstream.job.options.JobSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the control topic of the brokers, with a consumer that joins no group.
 *
 * @param settings the job's settings
 */
public record TopicHistory(JobSettings settings) implements ControlHistory {

  @Override
  public Reading open() {
    return new TopicReading();
  }

  private final class TopicReading implements Reading {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties());
    private final Map<TopicPartition, Long> ends;
    private final long deadline = System.nanoTime() + timeout().toNanos();

    private TopicReading() {
      try {
        List<TopicPartition> partitions =
            consumer.partitionsFor(topic(), timeout()).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        if (partitions.isEmpty()) {
          throw new UnknownTopicOrPartitionException("there is no such topic");
        }
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions, timeout());
      } catch (InterruptException e) {
        close();
        throw e;
      } catch (KafkaException e) {
        close();
        throw unreadable(e.toString(), e);
      }
    }

    @Override
    public Map<Integer, Long> ends() {
      return ends.entrySet().stream()
          .collect(Collectors.toMap(each -> each.getKey().partition(), Map.Entry::getValue));
    }

    @Override
    public void read(Map<Integer, Long> from, Taker taker) throws Exception {
      try {
        for (TopicPartition partition : ends.keySet()) {
          if (from.containsKey(partition.partition())) {
            consumer.seek(partition, from.get(partition.partition()));
          } else {
            consumer.seekToBeginning(List.of(partition));
          }
        }
        while (!isAtEnd()) {
          if (System.nanoTime() - deadline > 0) {
            throw unreadable("not read within " + timeout().toSeconds() + " s", null);
          }
          // Records that came after the ends are taken as well: they are no less in force.
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            taker.take(ControlRecord.of(record));
          }
        }
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        throw unreadable(e.toString(), e);
      }
    }

    private boolean isAtEnd() {
      return ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey(), timeout()) >= end.getValue());
    }

    @Override
    public void close() {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  private String topic() {
    return settings.control().topic();
  }

  private Duration timeout() {
    return settings.control().readTimeout();
  }

  private IllegalStateException unreadable(String why, Exception cause) {
    return new IllegalStateException(
        ("%s: %s, %s (expected: read to its end before the first frame); see that the topic exists"
                + " and that the brokers answer, or raise %s")
            .formatted(
                ControlSettings.TOPIC.key(), topic(), why, ControlSettings.READ_TIMEOUT.key()),
        cause);
  }

  private Properties properties() {
    Properties properties = settings.kafka().forConsumers();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.name() + "-control-history");
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
    return properties;
  }
}
