package io.meshstream.tools.ledger;

import io.meshstream.job.records.EventRecords;
import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.MessageFormatException;
import io.meshstream.schemas.RecordCodec;
import io.meshstream.schemas.RecordCodecs;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.ledger.Copies.Answer;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what the job wrote about the frames of a topic; passes over what others wrote. */
final class RecordReader {

  private final RecordCodec<FrameLandmarks> landmarks;
  private final RecordCodec<DeadLetter> letters;
  private final RecordCodec<CameraEvent> events;
  private final String framesTopic;
  private final Predicate<String> isWanted;

  /**
   * @param isWanted tells which cameras' records count
   */
  RecordReader(RecordCodecs codecs, String framesTopic, Predicate<String> isWanted) {
    this.landmarks = codecs.reading(SingleObjectCodec.ofFrameLandmarks());
    this.letters = codecs.reading(SingleObjectCodec.ofDeadLetters());
    this.events = codecs.reading(SingleObjectCodec.ofCameraEvents());
    this.framesTopic = framesTopic;
    this.isWanted = isWanted;
  }

  /** Returns the record of a frame. */
  Optional<FrameLandmarks> landmarks(ConsumerRecord<String, byte[]> record) {
    return decoded(landmarks, record).filter(each -> isWanted.test(each.getCameraId()));
  }

  /** Returns what a dead letter answers. */
  Optional<Answer> letter(ConsumerRecord<String, byte[]> record) {
    return decoded(letters, record)
        .filter(each -> isWanted.test(each.getCameraId()))
        .filter(each -> each.getSourceTopic().equals(framesTopic))
        .map(each -> Answer.theOneOf(TopicPosition.of(each)));
  }

  /** Returns what an event answers; none if it happened without a frame. */
  Optional<Answer> event(ConsumerRecord<String, byte[]> record) {
    return decoded(events, record)
        .filter(each -> isWanted.test(each.getCameraId()))
        .flatMap(EventRecords::frameOf)
        .map(frame -> Answer.oneOf(frame, record.value()));
  }

  private static <T extends SpecificRecord> Optional<T> decoded(
      RecordCodec<T> codec, ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(codec.decode(record.value()));
    } catch (MessageFormatException e) {
      return Optional.empty();
    }
  }
}
