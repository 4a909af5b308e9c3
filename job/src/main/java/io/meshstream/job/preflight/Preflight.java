package io.meshstream.job.preflight;

import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobOptions;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.sink.OutputTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.ConfigOption;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Sees that the broker answers and that the topics are there, so that a wrong address or a
 * forgotten topic is a message now instead of a job that restarts for ever.
 */
public final class Preflight {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JobSettings settings;
  private final Duration patience;
  private final List<String> problems = new ArrayList<>();

  Preflight(JobSettings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * Checks what the settings refer to.
   *
   * @throws InvalidOptionsException listing everything that is wrong
   */
  public static void check(JobSettings settings) throws InterruptedException {
    new Preflight(settings, PATIENCE).check();
  }

  void check() throws InterruptedException {
    try (Admin admin = Admin.create(properties())) {
      if (answers(admin)) {
        checkTopics(admin);
      }
    } catch (KafkaException e) {
      problems.add(unusable(String.valueOf(e.getCause() == null ? e : e.getCause())));
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
  }

  private Properties properties() {
    Properties properties = settings.kafka().toProperties();
    String millis = Long.toString(patience.toMillis());
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return properties;
  }

  private boolean answers(Admin admin) throws InterruptedException {
    try {
      admin.describeCluster().nodes().get();
      return true;
    } catch (ExecutionException e) {
      problems.add(
          e.getCause() instanceof TimeoutException
              ? ("%s: %s (expected: a broker that answers within %d s); start it, or correct the"
                      + " address")
                  .formatted(
                      JobOptions.KAFKA_BOOTSTRAP_SERVERS.key(),
                      settings.kafka().bootstrapServers(),
                      patience.toSeconds())
              : unusable(e.getCause().toString()));
      return false;
    }
  }

  private String unusable(String why) {
    return "%s: %s (expected: a broker that lets the job in); %s"
        .formatted(
            JobOptions.KAFKA_BOOTSTRAP_SERVERS.key(), settings.kafka().bootstrapServers(), why);
  }

  private void checkTopics(Admin admin) throws InterruptedException {
    JobSettings.Outputs outputs = settings.outputs();
    checkTopic(admin, JobOptions.FRAMES_TOPIC, settings.frames().topic());
    checkTopic(admin, JobOptions.LANDMARKS_TOPIC, outputs.landmarksTopic());
    if (checkTopic(admin, JobOptions.DEAD_LETTERS_TOPIC, outputs.deadLettersTopic())) {
      checkDeadLetterSize(admin, outputs.deadLettersTopic());
    }
  }

  private boolean checkTopic(Admin admin, ConfigOption<String> option, String topic)
      throws InterruptedException {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      problems.add(
          e.getCause() instanceof UnknownTopicOrPartitionException
              ? missing(option, topic)
              : "%s: %s (expected: a topic that the job may use); %s"
                  .formatted(option.key(), topic, e.getCause().getMessage()));
      return false;
    }
  }

  private String missing(ConfigOption<String> option, String topic) {
    return ("%s: %s (expected: an existing topic); create it with kafka-topics.sh --bootstrap-server %s"
            + " --create --topic %s --partitions 8")
        .formatted(option.key(), topic, settings.kafka().bootstrapServers(), topic);
  }

  private void checkDeadLetterSize(Admin admin, String topic) throws InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    KafkaFuture<Map<ConfigResource, Config>> configs =
        admin.describeConfigs(List.of(resource)).all();
    ConfigEntry entry;
    try {
      entry = configs.get().get(resource).get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    } catch (ExecutionException e) {
      // Describing a topic's configuration takes a right that the job needs for nothing else.
      return;
    }
    long accepted = Long.parseLong(entry.value());
    long needed = settings.limits().deadLetterBytes() + OutputTopics.DEAD_LETTER_OVERHEAD_BYTES;
    if (accepted < needed) {
      problems.add(
          ("%s: %s with max.message.bytes %d (expected: at least limits.dead-letter-bytes and"
                  + " 64 KiB, %d); raise the one or lower the other")
              .formatted(JobOptions.DEAD_LETTERS_TOPIC.key(), topic, accepted, needed));
    }
  }
}
