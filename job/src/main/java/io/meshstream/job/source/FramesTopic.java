package io.meshstream.job.source;

import io.meshstream.job.options.FramesSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.options.KafkaSettings;
import io.meshstream.job.options.LimitsSettings;
import io.meshstream.job.options.StartingOffsets;
import io.meshstream.schemas.frames.SourceFrame;
import java.util.Locale;
import java.util.Properties;
import org.apache.flink.connector.base.source.reader.SourceReaderOptions;
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

  /** Frames in a poll: enough that a poll costs little beside what it brings. */
  private static final int POLL_RECORDS = 16;

  /** What a fetch may bring at least: several frames of each of some partitions. */
  private static final long MIN_FETCH_BYTES = 4L << 20;

  /** Kafka's default for what a fetch may bring. */
  private static final long MAX_FETCH_BYTES = ConsumerConfig.DEFAULT_FETCH_MAX_BYTES;

  private FramesTopic() {}

  /** Makes the source. */
  public static KafkaSource<SourceFrame> source(JobSettings settings) {
    KafkaSettings kafka = settings.kafka();
    FramesSettings frames = settings.frames();
    KafkaSourceBuilder<SourceFrame> builder =
        KafkaSource.<SourceFrame>builder()
            .setProperties(boundsInBytes(settings.limits()))
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

  /**
   * Kafka and Flink count records, of which they keep a thousand ready; a frame is a hundred times
   * as large as the records they have in mind.
   */
  private static Properties boundsInBytes(LimitsSettings limits) {
    Properties bounds = new Properties();
    bounds.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(POLL_RECORDS));
    bounds.setProperty(SourceReaderOptions.ELEMENT_QUEUE_CAPACITY.key(), "1");
    // A larger frame comes all the same, alone.
    bounds.setProperty(
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        Long.toString(Math.min(Math.max(limits.frameBytes(), MIN_FETCH_BYTES), MAX_FETCH_BYTES)));
    return bounds;
  }

  @SuppressWarnings("deprecation") // The connector takes no other class for it yet.
  private static OffsetsInitializer offsets(StartingOffsets starting) {
    return switch (starting) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> new LatestOffsets();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }

  private static long discoveryMillis(FramesSettings frames) {
    long millis = frames.partitionDiscoveryInterval().toMillis();
    return frames.bounded() || millis == 0 ? NEVER : millis;
  }
}
