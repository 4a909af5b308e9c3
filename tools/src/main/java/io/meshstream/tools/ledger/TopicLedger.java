package io.meshstream.tools.ledger;

import io.meshstream.job.frames.FrameFormat;
import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.topics.Brokers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Draws up the ledger of a frames topic and its landmarks topic.
 *
 * <p>It knows nothing but the two topics. Both are read up to where they ended when the reading
 * began. Frames of an aborted transaction do not exist, so the frames topic is always read
 * committed; how the landmarks are read is the caller's choice. Instances are immutable and
 * thread-safe.
 */
public final class TopicLedger {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Brokers brokers;
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
    this.brokers = new Brokers(clientConfig);
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
    try (KafkaConsumer<String, byte[]> frames = brokers.consumer(IsolationLevel.READ_COMMITTED);
        KafkaConsumer<String, byte[]> landmarks = brokers.consumer(isolation)) {
      Map<TopicPartition, Extent> framesExtent = assign(frames, "frames topic", framesTopic);
      Map<TopicPartition, Extent> landmarksExtent =
          assign(landmarks, "landmarks topic", landmarksTopic);
      Ledger ledger = new Ledger(byPartition(framesExtent));
      readTo(framesExtent, frames, frame -> bookFrame(ledger, frame));
      readTo(landmarksExtent, landmarks, landmark -> bookRecord(ledger, landmark));
      await(ledger, landmarks, patience);
      return ledger.report(isolation == IsolationLevel.READ_UNCOMMITTED);
    } catch (KafkaException e) {
      throw brokers.failure(e);
    }
  }

  private static Map<TopicPartition, Extent> assign(
      KafkaConsumer<String, byte[]> consumer, String what, String topic) {
    List<TopicPartition> partitions = Brokers.assign(consumer, what, topic);
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
      } else if (System.nanoTime() - lastProgress > 2 * Brokers.ANSWER_TIME.toNanos()) {
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
}
