package io.meshstream.job.preflight;

import io.meshstream.job.options.ControlSettings;
import io.meshstream.job.options.EventsSettings;
import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.LimitsSettings;
import io.meshstream.job.options.SinkSettings;
import io.meshstream.schemas.frames.ContractLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Looks at what of the topics does not keep the job from running, and yet is better decided than
 * left to the brokers: how long records are kept, on how many brokers, how large they may be.
 */
final class TopicSurvey {

  private final JobSettings settings;
  private final Brokers brokers;
  private final Findings findings;

  TopicSurvey(JobSettings settings, Brokers brokers, Findings findings) {
    this.settings = settings;
    this.brokers = brokers;
    this.findings = findings;
  }

  List<TopicFacts> look() throws InterruptedException {
    List<TopicFacts> all = new ArrayList<>();
    look(FramesSettings.TOPIC, settings.frames().topic()).ifPresent(all::add);
    look(SinkSettings.LANDMARKS_TOPIC, settings.sink().landmarksTopic()).ifPresent(all::add);
    look(SinkSettings.DEAD_LETTERS_TOPIC, settings.sink().deadLettersTopic()).ifPresent(all::add);
    if (settings.events().isOn()) {
      look(EventsSettings.TOPIC, settings.events().topic()).ifPresent(all::add);
    }
    if (settings.control().isOn()) {
      look(ControlSettings.TOPIC, settings.control().topic()).ifPresent(all::add);
    }
    all.forEach(this::judge);
    return all;
  }

  private Optional<TopicFacts> look(ConfigOption<String> option, String topic)
      throws InterruptedException {
    try {
      TopicDescription description = brokers.topic(topic);
      Map<String, ConfigEntry> config = config(topic);
      return Optional.of(
          new TopicFacts(
              option.key(),
              topic,
              description.partitions().size(),
              description.partitions().get(0).replicas().size(),
              value(config, TopicConfig.CLEANUP_POLICY_CONFIG).orElse(""),
              value(config, TopicConfig.RETENTION_MS_CONFIG)
                  .map(Long::valueOf)
                  .filter(millis -> millis >= 0)
                  .map(Duration::ofMillis),
              isStated(config, TopicConfig.RETENTION_MS_CONFIG)
                  || isStated(config, TopicConfig.RETENTION_BYTES_CONFIG),
              value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG).map(Long::valueOf).orElse(0L)));
    } catch (ExecutionException e) {
      // Told by the check of the topics.
      return Optional.empty();
    }
  }

  private Map<String, ConfigEntry> config(String topic) throws InterruptedException {
    Map<String, ConfigEntry> config = new HashMap<>();
    try {
      brokers.topicEntries(topic).forEach(entry -> config.put(entry.name(), entry));
    } catch (ExecutionException e) {
      findings.warning(
          "%s: its settings are not told (expected: the right to describe them); %s"
              .formatted(topic, e.getCause().getMessage()));
    }
    return config;
  }

  private static Optional<String> value(Map<String, ConfigEntry> config, String key) {
    return Optional.ofNullable(config.get(key)).map(ConfigEntry::value);
  }

  private static boolean isStated(Map<String, ConfigEntry> config, String key) {
    return config.containsKey(key)
        && config.get(key).source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
  }

  private void judge(TopicFacts topic) {
    boolean isControl = topic.option().equals(ControlSettings.TOPIC.key());
    if (!isControl && !topic.isRetentionStated() && !topic.cleanup().isEmpty()) {
      findings.warning(
          ("%s: %s without a retention of its own, so the brokers' holds, %s (expected: stated; what"
                  + " shows faces is personal data); set it with kafka-configs.sh --bootstrap-server %s"
                  + " --alter --topic %2$s --add-config retention.ms=...")
              .formatted(
                  topic.option(),
                  topic.topic(),
                  topic.retention().map(TimeUtils::formatWithHighestUnit).orElse("for ever"),
                  settings.kafka().bootstrapServers()));
    }
    if (topic.replicas() < 2) {
      findings.warning(
          ("%s: %s on one broker (expected: a replication factor of 3); its records are gone with"
                  + " that broker")
              .formatted(topic.option(), topic.topic()));
    }
    long frames = settings.limits().frameBytes() + ContractLimits.OVERHEAD_BYTES;
    if (topic.option().equals(FramesSettings.TOPIC.key())
        && topic.maxMessageBytes() > 0
        && topic.maxMessageBytes() < frames) {
      findings.warning(
          ("%s: %s with max.message.bytes %d (expected: %d, as %s allows); gateways cannot send"
                  + " larger pictures")
              .formatted(
                  topic.option(),
                  topic.topic(),
                  topic.maxMessageBytes(),
                  frames,
                  LimitsSettings.FRAME_BYTES.key()));
    }
  }
}
