package io.meshstream.job.sink;

import io.meshstream.job.options.KafkaSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timestamps that a topic accepts: those that lie not too far from the time of its broker,
 * which fails a producer for any other.
 *
 * @param pastMillis how far they may lie in the past
 * @param futureMillis how far they may lie in the future
 */
record TopicTimestamps(long pastMillis, long futureMillis) {

  private static final Logger LOG = LoggerFactory.getLogger(TopicTimestamps.class);

  /** What Kafka accepts unless told otherwise: any past, and an hour of the future. */
  static final TopicTimestamps DEFAULTS =
      new TopicTimestamps(Long.MAX_VALUE, TimeUnit.HOURS.toMillis(1));

  /** For clocks that differ, and for the time that a record is on its way. */
  private static final long MARGIN_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Asks the broker what a topic accepts. Takes Kafka's defaults for granted if it does not say: to
   * ask takes a right that the job needs for nothing else.
   */
  static TopicTimestamps of(KafkaSettings kafka, String topic) throws InterruptedException {
    Properties properties = kafka.forClients();
    String millis = Long.toString(PATIENCE.toMillis());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(properties)) {
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      return new TopicTimestamps(
          millis(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, DEFAULTS.pastMillis),
          millis(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, DEFAULTS.futureMillis));
    } catch (ExecutionException | KafkaException e) {
      LOG.info("Topic {} does not say which timestamps it accepts: Kafka's defaults.", topic, e);
      return DEFAULTS;
    }
  }

  private static long millis(Config config, String key, long otherwise) {
    return config.get(key) == null ? otherwise : Long.parseLong(config.get(key).value());
  }

  /** Tells whether the topic is certain to accept a timestamp that it gets now. */
  boolean accept(long timestampMillis, Clock clock) {
    long ahead = timestampMillis - clock.millis();
    return ahead <= certain(futureMillis) && -ahead <= certain(pastMillis);
  }

  private static long certain(long limitMillis) {
    return limitMillis - Math.min(MARGIN_MILLIS, limitMillis / 2);
  }
}
