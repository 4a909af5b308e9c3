package io.meshstream.tools.topics;

import io.meshstream.schemas.RecordCodecs;
import io.meshstream.tools.console.CommandFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The brokers that a command talks to: sees that they are there, makes consumers that belong to no
 * group, and turns what Kafka complains of into a line for the user.
 *
 * <p>Immutable and thread-safe; the consumers are not.
 */
public final class Brokers {

  /** How long a broker may take to answer before it counts as not there. */
  public static final Duration ANSWER_TIME = Duration.ofSeconds(10);

  private final Map<String, Object> clientConfig;

  /**
   * Describes the brokers.
   *
   * @param clientConfig Kafka client settings; {@code bootstrap.servers} at least
   */
  public Brokers(Map<String, Object> clientConfig) {
    this.clientConfig = Map.copyOf(clientConfig);
  }

  /**
   * Makes what reads the records of their topics: in single-object encoding, and with a schema
   * registry in Confluent's wire format as well.
   *
   * @throws io.meshstream.schemas.registry.RegistryException if settings of the registry make no
   *     sense
   */
  public RecordCodecs codecs() {
    return RecordCodecs.of(clientConfig);
  }

  /** Makes a consumer, to be closed, that reads what the level lets it see. */
  public KafkaConsumer<String, byte[]> consumer(IsolationLevel level) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_TIME.toMillis()));
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Sees that the brokers answer and have a topic.
   *
   * @param what what the topic is for, as a message calls it
   * @throws CommandFailure if they do not answer in time or have no such topic
   */
  public void requireTopic(String what, String topic) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(IsolationLevel.READ_UNCOMMITTED)) {
      assign(consumer, what, topic);
    } catch (KafkaException e) {
      throw failure(e);
    }
  }

  /**
   * Gives a consumer all partitions of a topic.
   *
   * @param what what the topic is for, as a message calls it
   * @throws CommandFailure if there is no such topic
   */
  public static List<TopicPartition> assign(
      KafkaConsumer<String, byte[]> consumer, String what, String topic) {
    Map<String, List<PartitionInfo>> topics = consumer.listTopics();
    List<PartitionInfo> found = topics.get(topic);
    if (found == null) {
      throw new CommandFailure(
          "%s: %s (expected: one of the topics there, %s); correct its name, create it, or have this user allowed to see it"
              .formatted(what, topic, new TreeSet<>(topics.keySet())));
    }
    List<TopicPartition> partitions =
        found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    return partitions;
  }

  /** Says what a failure of a Kafka client that reads means for the user. */
  public CommandFailure failure(KafkaException cause) {
    return failure(cause, AclOperation.READ);
  }

  /**
   * Says what a failure of a Kafka client means for the user.
   *
   * @param needed what the client was about to do to a topic, or may have been
   */
  public CommandFailure failure(KafkaException cause, AclOperation... needed) {
    if (cause instanceof TimeoutException) {
      return new CommandFailure(
          "bootstrap servers: %s (expected: a Kafka broker that answers within %d s); start it or name another"
              .formatted(
                  clientConfig.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG),
                  ANSWER_TIME.toSeconds()),
          cause);
    }
    Optional<String> missingRight = MissingRight.of(cause, needed);
    if (missingRight.isPresent()) {
      return new CommandFailure(missingRight.get(), cause);
    }
    return new CommandFailure(
        "Kafka: %s (expected: a broker that lets this client use its topics); see the broker's log and the client settings"
            .formatted(rootMessage(cause)),
        cause);
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
