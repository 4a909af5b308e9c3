package io.meshstream.tools.view;

import io.meshstream.tools.topics.Brokers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers every now and then how topics are made up, without waiting for the answer. A
 * consumer that is given its partitions learns neither of new ones nor of a topic that was deleted
 * and made anew.
 *
 * <p>Not thread-safe.
 */
final class TopicWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
  private static final long INTERVAL_MILLIS = 2_000;

  private final Admin admin;
  private final List<String> topics;

  private Map<String, KafkaFuture<TopicDescription>> asked = Map.of();
  private long askedMillis;
  private boolean isAnswered = true;

  /** Watches topics of the brokers that these client settings name. */
  TopicWatch(Map<String, Object> clientConfig, List<String> topics) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    int millis = Math.toIntExact(Brokers.ANSWER_TIME.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    this.admin = Admin.create(config);
    this.topics = List.copyOf(topics);
  }

  /** Returns whether the brokers answered when they were asked last. */
  boolean isAnswered() {
    return isAnswered;
  }

  /**
   * Takes the answer that has come since the last call, and asks again when it is time.
   *
   * @param nowMillis on a clock that never jumps
   * @return the topics that there are; nothing if there is no new answer
   */
  List<TopicDescription> poll(long nowMillis) {
    List<TopicDescription> found = List.of();
    if (!asked.isEmpty() && asked.values().stream().allMatch(KafkaFuture::isDone)) {
      isAnswered = true;
      found = asked.values().stream().map(this::answer).flatMap(Optional::stream).toList();
      asked = Map.of();
    }
    if (asked.isEmpty() && nowMillis - askedMillis >= INTERVAL_MILLIS) {
      asked = admin.describeTopics(topics).topicNameValues();
      askedMillis = nowMillis;
    }
    return found;
  }

  private Optional<TopicDescription> answer(KafkaFuture<TopicDescription> done) {
    try {
      return Optional.of(done.get());
    } catch (ExecutionException e) {
      isAnswered &=
          e.getCause() instanceof UnknownTopicOrPartitionException
              || e.getCause() instanceof TopicAuthorizationException;
      LOG.debug("A topic is not described.", e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
