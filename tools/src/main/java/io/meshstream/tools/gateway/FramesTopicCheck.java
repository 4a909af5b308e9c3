package io.meshstream.tools.gateway;

import io.meshstream.tools.console.CommandFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Sees that the broker answers and has the frames topic, before a camera is opened. */
final class FramesTopicCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private FramesTopicCheck() {}

  /**
   * Looks.
   *
   * @param clientConfig Kafka client settings; {@code bootstrap.servers} at least
   * @throws CommandFailure if the broker does not answer within 10 s or has no such topic
   */
  static void check(Map<String, Object> clientConfig, String topic) throws InterruptedException {
    Object servers = clientConfig.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    Map<String, Object> config = new HashMap<>(clientConfig);
    int millis = Math.toIntExact(PATIENCE.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    try (Admin admin = Admin.create(config)) {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
    } catch (ExecutionException e) {
      throw failure(servers, topic, e.getCause());
    } catch (KafkaException e) {
      throw failure(servers, topic, e.getCause() == null ? e : e.getCause());
    }
  }

  private static CommandFailure failure(Object servers, String topic, Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return new CommandFailure(
          "frames topic: %s (expected: an existing topic); create it, or correct --topic"
              .formatted(topic),
          cause);
    }
    if (cause instanceof TimeoutException) {
      return new CommandFailure(
          "bootstrap servers: %s (expected: a Kafka broker that answers within %d s); start it or name another"
              .formatted(servers, PATIENCE.toSeconds()),
          cause);
    }
    return new CommandFailure(
        "Kafka: %s (expected: a broker at %s that lets the gateway in); correct the client settings"
            .formatted(cause.getMessage(), servers),
        cause);
  }
}
