package io.meshstream.job.preflight;

import io.meshstream.job.options.ControlSettings;
import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.SinkSettings;
import io.meshstream.job.sink.OutputTopics;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.vision.TaskSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Sees that the topics are there, and that the output topics keep what is written to them. */
final class TopicCheck {

  private final JobSettings settings;
  private final ReadableConfig flink;
  private final Brokers brokers;
  private final Findings findings;

  TopicCheck(JobSettings settings, ReadableConfig flink, Brokers brokers, Findings findings) {
    this.settings = settings;
    this.flink = flink;
    this.brokers = brokers;
    this.findings = findings;
  }

  void check() throws InterruptedException {
    SinkSettings outputs = settings.sink();
    TaskSettings task = settings.camera().task();
    checkFrames(settings.frames().topic());
    if (settings.control().isOn()) {
      checkControl(settings.control().topic());
      checkOutput(
          SinkSettings.LANDMARKS_TOPIC,
          outputs.landmarksTopic(),
          "a record of as many faces and hands as %s may ask for"
              .formatted(ControlSettings.TOPIC.key()),
          OutputTopics.largestRecord(ContractLimits.FACES_SOUGHT, ContractLimits.HANDS_SOUGHT));
    } else {
      checkOutput(
          SinkSettings.LANDMARKS_TOPIC,
          outputs.landmarksTopic(),
          "a record of face.max-faces faces"
              + (task.seeksHands() ? " and hands.max-hands hands" : ""),
          OutputTopics.largestRecord(
              task.tracking().maxFaces(), task.seeksHands() ? task.hands().maxHands() : 0));
    }
    checkOutput(
        SinkSettings.DEAD_LETTERS_TOPIC,
        outputs.deadLettersTopic(),
        "limits.dead-letter-bytes and 64 KiB",
        settings.limits().deadLetterBytes() + ContractLimits.OVERHEAD_BYTES);
    if (settings.events().isOn()) {
      checkOutput(
          EventsSettings.TOPIC, settings.events().topic(), "an event", OutputTopics.largestEvent());
    }
  }

  private void checkFrames(String topic) throws InterruptedException {
    Optional<TopicDescription> description = describe(FramesSettings.TOPIC, topic);
    Optional<Integer> parallelism = flink.getOptional(CoreOptions.DEFAULT_PARALLELISM);
    if (description.isPresent() && parallelism.isPresent()) {
      int partitions = description.get().partitions().size();
      if (partitions < parallelism.get()) {
        findings.warning(
            ("%s: %s with %d partitions (expected: at least as many as the job's parallelism, %d);"
                    + " the other subtasks read nothing")
                .formatted(FramesSettings.TOPIC.key(), topic, partitions, parallelism.get()));
      }
    }
  }

  private void checkOutput(ConfigOption<String> option, String topic, String what, long neededBytes)
      throws InterruptedException {
    if (describe(option, topic).isEmpty()) {
      return;
    }
    Map<String, String> config = config(topic);
    String accepted = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (accepted != null && Long.parseLong(accepted) < neededBytes) {
      findings.problem(
          ("%s: %s with max.message.bytes %s (expected: at least %s, %d); raise the one or lower"
                  + " the other")
              .formatted(option.key(), topic, accepted, what, neededBytes));
    }
    String cleanup = config.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
    if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      wrongCleanup(
          option,
          topic,
          cleanup,
          "delete, or Kafka keeps only the last record of each camera",
          TopicConfig.CLEANUP_POLICY_DELETE);
    }
  }

  private void checkControl(String topic) throws InterruptedException {
    if (describe(ControlSettings.TOPIC, topic).isEmpty()) {
      return;
    }
    String cleanup = config(topic).get(TopicConfig.CLEANUP_POLICY_CONFIG);
    if (cleanup != null && !cleanup.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      wrongCleanup(
          ControlSettings.TOPIC,
          topic,
          cleanup,
          "compact, or Kafka deletes settings that hold",
          TopicConfig.CLEANUP_POLICY_COMPACT);
    }
  }

  private void wrongCleanup(
      ConfigOption<String> option, String topic, String cleanup, String rule, String right) {
    findings.problem(
        ("%s: %s with cleanup.policy %s (expected: %s); set it with kafka-configs.sh"
                + " --bootstrap-server %s --alter --topic %s --add-config cleanup.policy=%s")
            .formatted(
                option.key(),
                topic,
                cleanup,
                rule,
                settings.kafka().bootstrapServers(),
                topic,
                right));
  }

  /** Returns nothing if it is not told: that takes a right that the job needs for nothing else. */
  private Map<String, String> config(String topic) throws InterruptedException {
    try {
      return brokers.topicConfig(topic);
    } catch (ExecutionException e) {
      return Map.of();
    }
  }

  private Optional<TopicDescription> describe(ConfigOption<String> option, String topic)
      throws InterruptedException {
    try {
      return Optional.of(brokers.topic(topic));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        findings.problem(
            ("%s: %s (expected: an existing topic); create it with kafka-topics.sh"
                    + " --bootstrap-server %s --create --topic %s --partitions %s")
                .formatted(
                    option.key(),
                    topic,
                    settings.kafka().bootstrapServers(),
                    topic,
                    option.equals(ControlSettings.TOPIC)
                        ? "1 --config cleanup.policy=compact"
                        : "8"));
      } else {
        findings.problem(
            "%s: %s (expected: a topic that the job may use); %s"
                .formatted(option.key(), topic, e.getCause().getMessage()));
      }
      return Optional.empty();
    }
  }
}
