package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.CameraId;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.FrameParser;
import io.meshstream.schemas.frames.ParsedFrame;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.frames.TopicPosition;
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
  private final FrameParser parser;
  private final RecordCodec<FrameLandmarks> recordCodec;

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
    // A picture that is too large for the job has the same identity.
    this.parser = new FrameParser(format, Long.MAX_VALUE, brokers.codecs());
    this.recordCodec = brokers.codecs().reading(SingleObjectCodec.ofFrameLandmarks());
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
      throw brokers.failure(e);
    }
  }

  private Ledger draw(Duration patience) {
    try (TopicReading frames = open(IsolationLevel.READ_COMMITTED, "frames topic", framesTopic);
        TopicReading landmarks = open(isolation, "landmarks topic", landmarksTopic)) {
      Ledger ledger = new Ledger(frames.begins(), frames.ends());
      each(frames, frame -> bookFrame(ledger, frame));
      ledger.deletedBefore(frames.begins());
      each(landmarks, landmark -> bookRecord(ledger, landmark));
      await(ledger, landmarks, patience);
      if (landmarks.begins().values().stream().anyMatch(begin -> begin > 0)) {
        ledger.recordsDeleted();
      }
      return ledger;
    }
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

  private void await(Ledger ledger, TopicReading landmarks, Duration patience) {
    long lastArrival = System.nanoTime();
    while (ledger.missing() > 0 && System.nanoTime() - lastArrival < patience.toNanos()) {
      for (ConsumerRecord<String, byte[]> record : landmarks.later()) {
        bookRecord(ledger, record);
        lastArrival = System.nanoTime();
      }
    }
  }

  /** A frame that cannot be read is one like any other, but has no number of its camera's. */
  private void bookFrame(Ledger ledger, ConsumerRecord<String, byte[]> record) {
    SourceFrame source = SourceFrame.of(CameraId.ofKey(record.key()), record);
    ParsedFrame parsed = parser.parse(source);
    requireSchema(parsed);
    FrameHeader frame = parsed.header();
    TopicPosition position = source.position();
    ledger.frame(frame, position);
    if (format == FrameFormat.AVRO && frame.isIdentified()) {
      ledger.numbered(frame, position);
    }
  }

  /** What the registry does not tell now would make the account wrong. */
  private static void requireSchema(ParsedFrame parsed) {
    if (parsed instanceof ParsedFrame.Invalid invalid
        && invalid.rejection().reason() == RejectReason.SCHEMA_UNAVAILABLE) {
      throw new CommandFailure(invalid.rejection().message());
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
