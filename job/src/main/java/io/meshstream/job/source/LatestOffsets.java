package io.meshstream.job.source;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins with the frames that come from now on, and yet never skips any later.
 *
 * <p>The connector's own initialiser also decides where a job goes on whose next frame has been
 * deleted, which is at the end again, past the frames that are still there.
 */
final class LatestOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
    return offsets.endOffsets(partitions);
  }

  @Override
  @SuppressWarnings("deprecation") // The connector takes no other class for it yet.
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.EARLIEST;
  }
}
