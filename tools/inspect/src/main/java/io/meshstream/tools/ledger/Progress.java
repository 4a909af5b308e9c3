package io.meshstream.tools.ledger;

import io.meshstream.tools.topics.Brokers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Finds out how far a job has come on its frames topic.
 *
 * <p>A job commits the offsets of its consumer group when a checkpoint is complete; so it never
 * goes back behind them, unless somebody restores an older checkpoint.
 */
final class Progress {

  private final Map<String, Object> clientConfig;
  private final String framesTopic;

  Progress(Map<String, Object> clientConfig, String framesTopic) {
    this.clientConfig = clientConfig;
    this.framesTopic = framesTopic;
  }

  /**
   * Returns the offset behind the last frame that the job has come to, by partition.
   *
   * @param group the job's consumer group, which there need not be
   * @param known the last frame that it is known to have come to otherwise, by partition
   * @throws KafkaException if the brokers do not answer or refuse
   */
  Map<Integer, Long> of(String group, Map<Integer, Long> known) {
    Map<Integer, Long> progress = new HashMap<>();
    known.forEach((partition, last) -> progress.put(partition, last + 1));
    try (Admin admin = Admin.create(clientConfig)) {
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(Brokers.ANSWER_TIME.toMillis(), TimeUnit.MILLISECONDS)
          .forEach(
              (partition, committed) -> {
                if (partition.topic().equals(framesTopic) && committed != null) {
                  progress.merge(partition.partition(), committed.offset(), Math::max);
                }
              });
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return progress;
      }
      throw new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    return progress;
  }
}
