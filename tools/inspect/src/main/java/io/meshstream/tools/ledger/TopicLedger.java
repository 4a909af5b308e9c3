package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.reading.TopicReading;
import io.meshstream.tools.topics.Brokers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Draws up the ledger of a frames topic and its landmarks topic.
 *
 * <p>It knows nothing but the two topics. Both are read up to where they ended when the reading
 * began. Frames of an aborted transaction do not exist, so the frames topic is always read
 * committed; how the landmarks are read is the caller's choice. Instances are immutable and
 * thread-safe.
 */
public final class TopicLedger {

  private final Map<String, Object> clientConfig;
  private final Brokers brokers;
  private final String framesTopic;
  private final String landmarksTopic;
  private final FrameFormat format;
  private final IsolationLevel isolation;

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
    try {
      return draw(patience).report(isolation == IsolationLevel.READ_UNCOMMITTED);
    } catch (KafkaException e) {
      throw brokers.failure(e);
    }
  }

  /**
   * Writes records that the landmarks topic lacks though the job has come to their frames, and what
   * goes with them.
   *
   * @throws CommandFailure if the broker does not answer or a topic does not exist
   */
  RepairReport repair(RepairRequest request) {
    if (isolation != IsolationLevel.READ_COMMITTED) {
      throw new IllegalStateException("what is repaired is what is not committed");
    }
    try {
      return new LedgerRepair(brokers, clientConfig, framesTopic, landmarksTopic, request)
          .repair(() -> draw(Duration.ZERO));
    } catch (KafkaException e) {
      throw brokers.failure(e, AclOperation.READ, AclOperation.WRITE);
    }
  }

  /**
   * Begins to watch a system at work.
   *
   * @throws CommandFailure if the broker does not answer or a topic does not exist
   */
  LedgerWatch watch() {
    TopicReading frames = openFrames();
    try {
      return new LedgerWatch(
          books(frames), frames, openLandmarks(), isolation == IsolationLevel.READ_UNCOMMITTED);
    } catch (RuntimeException e) {
      frames.close();
      throw e;
    }
  }

  /** Says what a failure of a Kafka client means for the user. */
  CommandFailure failure(KafkaException cause) {
    return brokers.failure(cause);
  }

  private Ledger draw(Duration patience) {
    try (TopicReading frames = openFrames();
        TopicReading landmarks = openLandmarks()) {
      LedgerBooks books = books(frames);
      each(frames, books::frame);
      Ledger ledger = books.ledger();
      ledger.deletedBefore(frames.begins());
      each(landmarks, books::landmarks);
      await(books, landmarks, patience);
      ledger.recordsDeletedBefore(landmarks.begins());
      return ledger;
    }
  }

  private LedgerBooks books(TopicReading frames) {
    return new LedgerBooks(new Ledger(frames.begins(), frames.ends()), format, brokers.codecs());
  }

  private TopicReading openFrames() {
    return open(IsolationLevel.READ_COMMITTED, "frames topic", framesTopic);
  }

  private TopicReading openLandmarks() {
    return open(isolation, "landmarks topic", landmarksTopic);
  }

  private TopicReading open(IsolationLevel level, String what, String topic) {
    return TopicReading.open(brokers, level, what, topic, OptionalLong.empty());
  }

  private static void each(TopicReading topic, Consumer<ConsumerRecord<String, byte[]>> booking) {
    for (Optional<ConsumerRecord<String, byte[]>> next = topic.next();
        next.isPresent();
        next = topic.next()) {
      booking.accept(next.get());
    }
  }

  private static void await(LedgerBooks books, TopicReading landmarks, Duration patience) {
    long lastArrival = System.nanoTime();
    while (books.ledger().missing() > 0 && System.nanoTime() - lastArrival < patience.toNanos()) {
      for (ConsumerRecord<String, byte[]> record : landmarks.later()) {
        books.landmarks(record);
        lastArrival = System.nanoTime();
      }
    }
  }
}
