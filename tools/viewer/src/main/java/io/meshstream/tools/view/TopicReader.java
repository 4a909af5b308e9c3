package io.meshstream.tools.view;

import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.topics.Brokers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the frames and the landmarks topic from where they end now, on a thread of its own, and
 * feeds what belongs together to the browsers; and the events topic, if there is one, from some
 * events before its end.
 *
 * <p>It joins no consumer group, so it disturbs nobody. Uncommitted records count: they are there
 * first, and a viewer has no use for a guarantee. Partitions that are added later, and topics that
 * are deleted and made anew, are read from their beginning. Thread-safe.
 */
final class TopicReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long STATUS_INTERVAL_MILLIS = 500;
  private static final long EVENTS_BEFORE = 1_000;
  private static final int MAX_FETCH_BYTES = 32 * 1024 * 1024;
  private static final int MAX_PARTITION_FETCH_BYTES = 4 * 1024 * 1024;

  private final ViewerSettings settings;
  private final LiveFeed feed;
  private final KafkaConsumer<String, byte[]> consumer;
  private final TopicWatch watch;
  private final FrameIntake frames;
  private final RecordIntake records;
  private final EventIntake events;
  private final FrameJoin join;
  private final Map<String, Uuid> topicIds = new HashMap<>();
  private final Thread thread = new Thread(this::read, "viewer-topics");

  private long unreadable;
  private volatile Exception failure;

  private TopicReader(
      ViewerSettings settings, LiveFeed feed, KafkaConsumer<String, byte[]> consumer) {
    this.settings = settings;
    this.feed = feed;
    this.consumer = consumer;
    this.watch =
        new TopicWatch(
            settings.clientConfig(),
            Stream.of(settings.framesTopic(), settings.landmarksTopic(), settings.eventsTopic())
                .filter(topic -> !topic.isEmpty())
                .toList());
    RecordCodecs codecs = new Brokers(settings.clientConfig()).codecs();
    this.frames = new FrameIntake(settings.format(), codecs);
    this.records = new RecordIntake(codecs);
    this.events = new EventIntake(codecs);
    this.join = new FrameJoin(JoinLimits.defaults(), feed::show);
    consumer.assignment().stream()
        .filter(partition -> partition.topic().equals(settings.framesTopic()))
        .map(partition -> new TopicPosition(partition.partition(), consumer.position(partition)))
        .forEach(first -> join.begin(first, nowMillis()));
  }

  /**
   * Finds the topics and their ends.
   *
   * @throws CommandFailure if the broker does not answer or a topic does not exist
   */
  static TopicReader open(ViewerSettings settings, LiveFeed feed) {
    Map<String, Object> config = new HashMap<>(settings.clientConfig());
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_PARTITION_FETCH_BYTES);
    Brokers brokers = new Brokers(config);
    KafkaConsumer<String, byte[]> consumer = consumer(brokers);
    try {
      assign(consumer, settings);
      return new TopicReader(settings, feed, consumer);
    } catch (KafkaException e) {
      consumer.close();
      throw brokers.failure(e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static KafkaConsumer<String, byte[]> consumer(Brokers brokers) {
    try {
      return brokers.consumer(IsolationLevel.READ_UNCOMMITTED);
    } catch (KafkaException e) {
      throw brokers.failure(e);
    }
  }

  private static void assign(KafkaConsumer<String, byte[]> consumer, ViewerSettings settings) {
    List<TopicPartition> all = new ArrayList<>();
    all.addAll(Brokers.assign(consumer, "frames topic", settings.framesTopic()));
    all.addAll(Brokers.assign(consumer, "landmarks topic", settings.landmarksTopic()));
    List<TopicPartition> events = partitions(consumer, settings.eventsTopic());
    List<TopicPartition> assigned = new ArrayList<>(all);
    assigned.addAll(events);
    consumer.assign(assigned);
    consumer.seekToEnd(all);
    seekBeforeEnd(consumer, events);
    // Seeking is lazy, and what comes while the page starts should be shown.
    all.forEach(consumer::position);
  }

  /** Returns the partitions of a topic; none of one that is not there. */
  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.listTopics().getOrDefault(topic, List.of()).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static void seekBeforeEnd(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(begins.get(partition), end - EVENTS_BEFORE)));
  }

  void start() {
    thread.start();
  }

  /** Returns why the topics are no longer read; empty as long as they are. */
  Optional<Exception> failure() {
    return Optional.ofNullable(failure);
  }

  private void read() {
    try (consumer;
        watch) {
      long lastStatus = 0;
      while (true) {
        consumer.poll(POLL).forEach(this::take);
        long now = nowMillis();
        join.expire(now);
        follow(watch.poll(now));
        if (now - lastStatus >= STATUS_INTERVAL_MILLIS) {
          lastStatus = now;
          feed.status(
              StatusMessage.of(
                  join, framesTopicId(), watch.isAnswered(), unreadable, now, nowMicros()),
              join.cameras());
        }
      }
    } catch (WakeupException e) {
      LOG.debug("Closed.");
    } catch (RuntimeException e) {
      LOG.info("The topics can no longer be read.", e);
      failure = e;
    }
  }

  private Optional<String> framesTopicId() {
    return Optional.ofNullable(topicIds.get(settings.framesTopic())).map(Uuid::toString);
  }

  /** Reads what has been added to the topics. One that is not there now may come back. */
  private void follow(List<TopicDescription> topics) {
    Set<TopicPartition> all = new HashSet<>(consumer.assignment());
    Set<TopicPartition> added = new HashSet<>();
    for (TopicDescription topic : topics) {
      Uuid before = topicIds.put(topic.name(), topic.topicId());
      if (before != null && !before.equals(topic.topicId())) {
        LOG.info("The topic {} was made anew.", topic.name());
        all.removeIf(partition -> partition.topic().equals(topic.name()));
        if (!topic.name().equals(settings.eventsTopic())) {
          join.beginAnew();
        }
      }
      topic.partitions().stream()
          .map(partition -> new TopicPartition(topic.name(), partition.partition()))
          .filter(all::add)
          .forEach(added::add);
    }
    if (!added.isEmpty()) {
      LOG.info("Reading {} from now on, too.", added);
      consumer.assign(all);
      consumer.seekToBeginning(added);
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    long now = nowMillis();
    if (record.topic().equals(settings.framesTopic())) {
      join.frame(CameraId.ofKey(record.key()), frames.read(record, now), now);
    } else if (record.topic().equals(settings.eventsTopic())) {
      events.read(record.value()).ifPresentOrElse(feed::happened, () -> unreadable++);
    } else {
      records
          .read(record.value())
          .ifPresentOrElse(each -> join.record(each, now, nowMicros()), () -> unreadable++);
    }
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** Stops reading and waits until it has stopped. */
  @Override
  public void close() {
    if (!thread.isAlive()) {
      consumer.close();
      watch.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
