package io.meshstream.tools.local;

import io.meshstream.job.options.Delivery;
import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameLandmarksDeserializer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the landmarks as an application would, on a thread of its own, and keeps count by camera.
 *
 * <p>Thread-safe.
 */
final class LandmarksWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LandmarksWatch.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, FrameLandmarks> consumer;
  private final Thread thread = new Thread(this::read, "landmarks-watch");

  /** Of the thread alone. */
  private boolean isFirst = true;

  private final Object lock = new Object();
  private Map<String, CameraResults> latest = new TreeMap<>();

  /** Starts to watch the landmarks topic of a job, from its beginning. */
  LandmarksWatch(JobSettings settings, int partitions) {
    this.consumer = new KafkaConsumer<>(config(settings));
    String topic = settings.sink().landmarksTopic();
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    thread.start();
  }

  private static Map<String, Object> config(JobSettings settings) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, FrameLandmarksDeserializer.class);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation(settings).toString());
    return config;
  }

  /** Returns which records of a job's outputs a reader should count. */
  static IsolationLevel isolation(JobSettings settings) {
    return settings.sink().delivery() == Delivery.EXACTLY_ONCE
        ? IsolationLevel.READ_COMMITTED
        : IsolationLevel.READ_UNCOMMITTED;
  }

  private void read() {
    try (consumer) {
      while (true) {
        consumer.poll(POLL).forEach(this::count);
      }
    } catch (WakeupException e) {
      LOG.debug("Closed.");
    } catch (RuntimeException e) {
      LOG.error("The landmarks can no longer be watched.", e);
    }
  }

  private void count(ConsumerRecord<String, FrameLandmarks> record) {
    FrameLandmarks landmarks = record.value();
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    if (isFirst) {
      isFirst = false;
      long started = ManagementFactory.getRuntimeMXBean().getStartTime();
      LOG.info("The first record came {} ms after Java had started.", now / 1000 - started);
    }
    synchronized (lock) {
      latest
          .computeIfAbsent(landmarks.getCameraId(), camera -> new CameraResults())
          .add(landmarks, now - landmarks.getCapturedAtMicros());
    }
  }

  /** Takes what has arrived since it was last taken, by camera. */
  Map<String, CameraResults> take() {
    synchronized (lock) {
      Map<String, CameraResults> taken = latest;
      latest = new TreeMap<>();
      return taken;
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
