package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.reading.PlaceSet;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where copies of records lie that an output topic lacks.
 *
 * <p>Several copies of a record are one, if they are the same byte for byte: a job that fails
 * before a commit writes its records once more. If they are not, none of them is to be trusted.
 *
 * <p>Takes some hundred bytes a record. Not thread-safe.
 */
final class Copies {

  private final Map<Answer, Copy> copies = new HashMap<>();
  private final Set<Answer> ambiguous = new HashSet<>();

  /**
   * What a record is an answer to.
   *
   * @param frame place of the frame
   * @param content tells answers apart of which a frame has several; empty if it has one
   */
  record Answer(TopicPosition frame, ByteBuffer content) {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The one record, or the one dead letter, of a frame. */
    static Answer theOneOf(TopicPosition frame) {
      return new Answer(frame, NOTHING);
    }

    /** One of the events of a frame. */
    static Answer oneOf(TopicPosition frame, byte[] value) {
      return new Answer(frame, digest(value));
    }
  }

  /**
   * A copy.
   *
   * @param place where it lies in its topic
   * @param digest what tells it from another
   */
  private record Copy(TopicPosition place, ByteBuffer digest) {}

  /** Notes a copy; the first one counts. */
  void offer(Answer answer, ConsumerRecord<String, byte[]> record) {
    Copy copy =
        new Copy(new TopicPosition(record.partition(), record.offset()), digest(record.value()));
    Copy first = copies.putIfAbsent(answer, copy);
    if (first != null && !first.digest.equals(copy.digest)) {
      ambiguous.add(answer);
    }
  }

  /** Gives up those copies of which there are different ones; returns what they were to answer. */
  Set<Answer> dropAmbiguous() {
    copies.keySet().removeAll(ambiguous);
    return Set.copyOf(ambiguous);
  }

  /** Gives up the copies of frames that a condition does not hold for. */
  void keepOnly(Predicate<TopicPosition> condition) {
    copies.keySet().removeIf(answer -> !condition.test(answer.frame));
  }

  /** Tells whether there is a copy. */
  boolean has(Answer answer) {
    return copies.containsKey(answer);
  }

  int size() {
    return copies.size();
  }

  /** Returns the frames that there are copies for. */
  List<TopicPosition> frames() {
    return copies.keySet().stream().map(Answer::frame).toList();
  }

  /** Returns where the copies lie. */
  PlaceSet places() {
    PlaceSet places = new PlaceSet();
    copies.values().forEach(copy -> places.add(copy.place));
    return places;
  }

  static ByteBuffer digest(byte[] value) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
