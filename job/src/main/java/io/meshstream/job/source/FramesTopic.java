package io.meshstream.job.source;

import io.meshstream.job.frames.SourceFrame;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.StartingOffsets;
import java.util.Locale;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.IsolationLevel;

/** Makes the source that reads the frames topic. */
public final class FramesTopic {

  private static final long NEVER = -1;

  private FramesTopic() {}

  /** The source. */
  public static KafkaSource<SourceFrame> source(JobSettings settings) {
    JobSettings.Kafka kafka = settings.kafka();
    JobSettings.Frames frames = settings.frames();
    KafkaSourceBuilder<SourceFrame> builder =
        KafkaSource.<SourceFrame>builder()
            .setProperties(kafka.forConsumers())
            .setBootstrapServers(kafka.bootstrapServers())
            .setGroupId(kafka.groupId())
            .setClientIdPrefix(settings.name())
            .setTopics(frames.topic())
            .setStartingOffsets(offsets(frames.startingOffsets()))
            .setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(discoveryMillis(frames)))
            .setProperty(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                // Frames of a transaction that a gateway aborted were never sent.
                IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT))
            .setDeserializer(new SourceFrameSchema());
    if (frames.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  @SuppressWarnings("deprecation") // The connector takes no other class for it yet.
  private static OffsetsInitializer offsets(StartingOffsets starting) {
    return switch (starting) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> new FromNowOn();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }

  private static long discoveryMillis(JobSettings.Frames frames) {
    long millis = frames.partitionDiscoveryInterval().toMillis();
    return frames.bounded() || millis == 0 ? NEVER : millis;
  }
}
