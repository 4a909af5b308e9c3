package io.meshstream.job.control;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.KafkaSettings;
import java.util.Locale;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;

/** Makes the source that reads the control topic, from its beginning. */
public final class ControlTopic {

  private static final String NEVER = "-1";

  private ControlTopic() {}

  /**
   * Makes the source. It ends with what is on the topic when the job starts if the frames do, so
   * that it does not keep the job from ending.
   */
  public static KafkaSource<ControlRecord> source(JobSettings settings) {
    KafkaSettings kafka = settings.kafka();
    KafkaSourceBuilder<ControlRecord> builder =
        KafkaSource.<ControlRecord>builder()
            .setProperties(kafka.forConsumers())
            .setBootstrapServers(kafka.bootstrapServers())
            .setGroupId(kafka.groupId())
            .setClientIdPrefix(settings.name() + "-control")
            .setTopics(settings.control().topic())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), NEVER)
            .setProperty(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT))
            .setDeserializer(new ControlRecordSchema());
    if (settings.frames().bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }
}
