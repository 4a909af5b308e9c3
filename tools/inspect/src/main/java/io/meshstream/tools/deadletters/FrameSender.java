package io.meshstream.tools.deadletters;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends frames, those of a camera in their order; or does not. For one thread. */
final class FrameSender implements AutoCloseable {

  private final Optional<KafkaProducer<String, byte[]>> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private FrameSender(Optional<KafkaProducer<String, byte[]>> producer) {
    this.producer = producer;
  }

  FrameSender(Map<String, Object> clientConfig) {
    this(Optional.of(producer(clientConfig)));
  }

  /** Returns one that sends nothing. */
  static FrameSender none() {
    return new FrameSender(Optional.empty());
  }

  private static KafkaProducer<String, byte[]> producer(Map<String, Object> clientConfig) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // What lay on a topic once is for the brokers to judge.
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.MAX_VALUE);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Sends a frame.
   *
   * @throws KafkaException if an earlier one could not be sent
   */
  void send(ProducerRecord<String, byte[]> frame) {
    requireSent();
    producer.ifPresent(
        each -> {
          var unused =
              each.send(
                  frame,
                  (place, problem) -> {
                    if (problem != null) {
                      failure.compareAndSet(null, problem);
                    }
                  });
        });
  }

  /**
   * Waits until all have been written.
   *
   * @throws KafkaException if one could not be
   */
  void flush() {
    producer.ifPresent(KafkaProducer::flush);
    requireSent();
  }

  private void requireSent() {
    if (failure.get() != null) {
      throw new KafkaException(failure.get());
    }
  }

  @Override
  public void close() {
    producer.ifPresent(KafkaProducer::close);
  }
}
