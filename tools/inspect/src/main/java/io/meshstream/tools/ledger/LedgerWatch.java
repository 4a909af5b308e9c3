package io.meshstream.tools.ledger;

import io.meshstream.tools.reading.PlaceSet;
import io.meshstream.tools.reading.TopicReading;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps a ledger of a system at work, round by round.
 *
 * <p>A round takes in all records that were there when it began, and before them all frames that
 * these can be about. Cameras are served in turn, so a frame may get its record a little later than
 * one behind it; it is overdue when one behind it had its record a round ago already. Not
 * thread-safe.
 */
final class LedgerWatch implements AutoCloseable {

  private final LedgerBooks books;
  private final TopicReading frames;
  private final TopicReading landmarks;
  private final boolean duplicatesAllowed;

  /** The newest frame with a record at the end of the round before, by partition. */
  private Map<Integer, Long> newestBefore = Map.of();

  /**
   * @param frames the frames topic, from its beginning; closed with this
   * @param landmarks the landmarks topic, from its beginning; closed with this
   */
  LedgerWatch(
      LedgerBooks books, TopicReading frames, TopicReading landmarks, boolean duplicatesAllowed) {
    this.books = books;
    this.frames = frames;
    this.landmarks = landmarks;
    this.duplicatesAllowed = duplicatesAllowed;
  }

  /**
   * What a round has found.
   *
   * @param report the account of all frames up to now
   * @param waiting frames without a record that are not overdue
   * @param overdue frames without a record that others have overtaken
   */
  record Round(LedgerReport report, long waiting, PlaceSet overdue) {

    /** Returns whether nothing is overdue, and nothing else is wrong. */
    boolean isBalanced() {
      return overdue.size() == 0 && report.isFaultless();
    }
  }

  /**
   * Takes in what has come since the round before.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  Round next() {
    Ledger ledger = books.ledger();
    landmarks.advance();
    // After that: a frame is there before its record.
    frames.advance();
    each(frames, books::frame);
    ledger.endsAt(frames.ends());
    ledger.deletedBefore(frames.begins());
    each(landmarks, books::landmarks);
    ledger.recordsDeletedBefore(landmarks.begins());
    PlaceSet overdue = ledger.overdue(newestBefore);
    newestBefore = ledger.newestAnswered();
    LedgerReport report = ledger.report(duplicatesAllowed);
    return new Round(report, report.total(CameraBalance::missing) - overdue.size(), overdue);
  }

  private static void each(TopicReading topic, Consumer<ConsumerRecord<String, byte[]>> booking) {
    for (Optional<ConsumerRecord<String, byte[]>> next = topic.next();
        next.isPresent();
        next = topic.next()) {
      booking.accept(next.get());
    }
  }

  @Override
  public void close() {
    try (frames) {
      landmarks.close();
    }
  }
}
