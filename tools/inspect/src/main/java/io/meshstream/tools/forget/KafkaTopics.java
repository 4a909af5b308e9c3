package io.meshstream.tools.forget;

import io.meshstream.tools.topics.Brokers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;

/** The topics of brokers, as far as they are looked at and emptied. Thread-safe. */
final class KafkaTopics implements AutoCloseable {

  private final Admin admin;

  KafkaTopics(Map<String, Object> clientConfig) {
    this.admin = Admin.create(clientConfig);
  }

  /** Returns the names of all topics. */
  Set<String> names() {
    return get(admin.listTopics().names());
  }

  /**
   * Returns how long after its timestamp a record of a topic may still be there: until the time to
   * keep it is over for the whole segment that it lies in; empty if there is no such time.
   */
  Optional<Duration> longestLife(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = get(admin.describeConfigs(List.of(resource)).all()).get(resource);
    long retention = number(config, TopicConfig.RETENTION_MS_CONFIG);
    boolean isDeleted =
        config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("delete") && retention >= 0;
    return isDeleted
        ? Optional.of(
            Duration.ofMillis(retention).plusMillis(number(config, TopicConfig.SEGMENT_MS_CONFIG)))
        : Optional.empty();
  }

  private static long number(Config config, String key) {
    return Long.parseLong(config.get(key).value());
  }

  /** Deletes what Kafka can delete of what was found. */
  void delete(List<PartitionTrace> traces) {
    get(
        admin
            .deleteRecords(
                traces.stream()
                    .filter(trace -> trace.first() > 0)
                    .collect(
                        Collectors.toMap(
                            PartitionTrace::partition,
                            trace -> RecordsToDelete.beforeOffset(trace.deletableEnd()))))
            .all());
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(Brokers.ANSWER_TIME.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    admin.close(Brokers.ANSWER_TIME);
  }
}
