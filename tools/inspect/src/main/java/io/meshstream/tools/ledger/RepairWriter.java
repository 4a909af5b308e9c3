package io.meshstream.tools.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes copies of records, as they are, but for a header that says so. Each stretch of them is a
 * transaction, and of two writers with the same transactional id the later one shuts the earlier
 * one out: nothing is written twice.
 *
 * <p>Not thread-safe.
 */
final class RepairWriter implements AutoCloseable {

  /** The header of a record that was written by a repair; its value says where it is from. */
  static final String HEADER = "meshstream.repaired";

  /** So many records are committed at a time. */
  private static final int STRETCH = 1000;

  private final KafkaProducer<String, byte[]> producer;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  /**
   * Opens a writer, which shuts out any other one before it returns.
   *
   * @throws KafkaException if the brokers do not let it write
   */
  RepairWriter(Map<String, Object> clientConfig, String transactionalId) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    // What lay on the topic once is not too large for it.
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
    producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      producer.close();
      throw e;
    }
  }

  /**
   * Writes a copy.
   *
   * @param topic where to
   * @param origin what the header says
   */
  void write(String topic, ConsumerRecord<String, byte[]> copy, String origin) {
    if (sent.isEmpty()) {
      producer.beginTransaction();
    }
    Headers headers = new RecordHeaders(copy.headers());
    headers.remove(HEADER);
    headers.add(HEADER, origin.getBytes(UTF_8));
    sent.add(
        producer.send(
            new ProducerRecord<>(
                topic,
                null,
                copy.timestamp() < 0 ? null : copy.timestamp(),
                copy.key(),
                copy.value(),
                headers)));
    if (sent.size() >= STRETCH) {
      commit();
    }
  }

  /**
   * Commits what has been written.
   *
   * @throws KafkaException if it cannot be; then it is aborted
   */
  void commit() {
    if (sent.isEmpty()) {
      return;
    }
    producer.flush();
    for (Future<RecordMetadata> each : sent) {
      require(each);
    }
    producer.commitTransaction();
    sent.clear();
  }

  private static void require(Future<RecordMetadata> written) {
    try {
      written.get();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Closes the producer; what was not committed is aborted by its time-out, or the next writer. */
  @Override
  public void close() {
    producer.close();
  }
}
