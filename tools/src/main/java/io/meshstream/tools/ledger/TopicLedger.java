package io.meshstream.tools.ledger;

import io.meshstream.job.frames.FrameFormat;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.console.CommandFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Draws up the ledger of a frames topic and its landmarks topic.
 *
 * <p>It knows nothing but the two topics. Both are read up to where they ended when the reading
 * began. Frames of an aborted transaction do not exist, so the frames topic is always read
 * committed; how the landmarks are read is the caller's choice. Instances are immutable and
 * thread-safe.
 */
public final class TopicLedger {

  private static final Duration ANSWER_TIME = Duration.ofSeconds(8);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> clientConfig;
  private final String framesTopic;
  private final String landmarksTopic;
  private final FrameFormat format;
  private final IsolationLevel isolation;
  private final SingleObjectCodec<EncodedFrame> frameCodec = SingleObjectCodec.ofEncodedFrames();
  private final SingleObjectCodec<FrameLandmarks> recordCodec =
      SingleObjectCodec.ofFrameLandmarks();

  /**
   * Describes what is to be read.
   *
   * @param clientConfig Kafka client settings; {@code bootstrap.servers} at least
   * @param format what the values of the frames topic are
   * @param isolation which records of the landmarks topic count; when only committed ones do, a
   *     duplicate is a fault
   */
  public TopicLedger(
      Map<String, Object> clientConfig,
      String framesTopic,
      String landmarksTopic,
      FrameFormat format,
      IsolationLevel isolation) {
    this.clientConfig = Map.copyOf(clientConfig);
    this.framesTopic = Objects.requireNonNull(framesTopic, "framesTopic");
    this.landmarksTopic = Objects.requireNonNull(landmarksTopic, "landmarksTopic");
    this.format = Objects.requireNonNull(format, "format");
    this.isolation = Objects.requireNonNull(isolation, "isolation");
  }

  /**
   * Reads both topics.
   *
   * @param patience how long to wait for another record while some frames have none yet; zero takes
   *     the landmarks topic as it is
   * @throws CommandFailure if the broker does not answer or a topic does not exist
   */
  public LedgerReport read(Duration patience) {
    try (KafkaConsumer<String, byte[]> frames = consumer(IsolationLevel.READ_COMMITTED);
        KafkaConsumer<String, byte[]> landmarks = consumer(isolation)) {
      Map<TopicPartition, Extent> framesExtent = assign(frames, "frames topic", framesTopic);
      Map<TopicPartition, Extent> landmarksExtent =
          assign(landmarks, "landmarks topic", landmarksTopic);
      Ledger ledger = new Ledger(byPartition(framesExtent));
      readTo(framesExtent, frames, frame -> bookFrame(ledger, frame));
      readTo(landmarksExtent, landmarks, landmark -> bookRecord(ledger, landmark));
      await(ledger, landmarks, patience);
      return ledger.report(isolation == IsolationLevel.READ_UNCOMMITTED);
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (KafkaException e) {
      throw new CommandFailure(
          "Kafka: %s (expected: topics that can be read); see the broker's log and the client settings"
              .formatted(rootMessage(e)),
          e);
    }
  }

  private KafkaConsumer<String, byte[]> consumer(IsolationLevel level) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString());
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_TIME.toMillis()));
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_TIME.toMillis()));
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private Map<TopicPartition, Extent> assign(
      KafkaConsumer<String, byte[]> consumer, String what, String topic) {
    Map<String, List<PartitionInfo>> topics = consumer.listTopics();
    List<PartitionInfo> found = topics.get(topic);
    if (found == null) {
      throw new CommandFailure(
          "%s: %s (expected: one of the topics there, %s); correct its name or create it"
              .formatted(what, topic, new TreeSet<>(topics.keySet())));
    }
    List<TopicPartition> partitions =
        found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Extent> extents = new HashMap<>();
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) -> extents.put(partition, new Extent(begins.get(partition), end)));
    return extents;
  }

  private static Map<Integer, Extent> byPartition(Map<TopicPartition, Extent> extents) {
    Map<Integer, Extent> byPartition = new HashMap<>();
    extents.forEach((partition, extent) -> byPartition.put(partition.partition(), extent));
    return byPartition;
  }

  private static void readTo(
      Map<TopicPartition, Extent> extents,
      KafkaConsumer<String, byte[]> consumer,
      Consumer<ConsumerRecord<String, byte[]>> booking) {
    long lastProgress = System.nanoTime();
    while (!isRead(extents, consumer)) {
      boolean any = false;
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        any = true;
        booking.accept(record);
      }
      // poll, unlike the other calls, waits for a lost broker without ever complaining.
      if (any) {
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > 2 * ANSWER_TIME.toNanos()) {
        throw new TimeoutException("nothing more arrives");
      }
    }
  }

  private static boolean isRead(
      Map<TopicPartition, Extent> extents, KafkaConsumer<String, byte[]> consumer) {
    return extents.entrySet().stream()
        .allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue().end());
  }

  private void await(Ledger ledger, KafkaConsumer<String, byte[]> landmarks, Duration patience) {
    long lastArrival = System.nanoTime();
    while (ledger.missing() > 0 && System.nanoTime() - lastArrival < patience.toNanos()) {
      for (ConsumerRecord<String, byte[]> record : landmarks.poll(POLL)) {
        bookRecord(ledger, record);
        lastArrival = System.nanoTime();
      }
    }
  }

  private void bookFrame(Ledger ledger, ConsumerRecord<String, byte[]> record) {
    String camera = record.key() == null ? "" : record.key();
    boolean booked = ledger.frame(camera, new Position(record.partition(), record.offset()));
    if (booked && format == FrameFormat.AVRO && record.value() != null) {
      try {
        EncodedFrame frame = frameCodec.decode(record.value());
        ledger.sequence(camera, frame.getEpoch(), frame.getSequence());
      } catch (MessageFormatException e) {
        // An unreadable frame is a frame like any other, only without a number.
      }
    }
  }

  private void bookRecord(Ledger ledger, ConsumerRecord<String, byte[]> record) {
    try {
      if (record.value() == null) {
        ledger.unreadable();
      } else {
        ledger.record(recordCodec.decode(record.value()));
      }
    } catch (MessageFormatException e) {
      ledger.unreadable();
    }
  }

  private CommandFailure unreachable(TimeoutException cause) {
    return new CommandFailure(
        "bootstrap servers: %s (expected: a Kafka broker that answers within %d s); start it or name another"
            .formatted(
                clientConfig.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG), ANSWER_TIME.toSeconds()),
        cause);
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
