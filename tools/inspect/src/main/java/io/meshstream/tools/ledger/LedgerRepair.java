package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.ledger.Copies.Answer;
import io.meshstream.tools.reading.PlaceSet;
import io.meshstream.tools.topics.Brokers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes what a job wrote in transactions that Kafka gave up before they were committed.
 *
 * <p>A checkpoint counts on records that have reached the log. They stay in the log when their
 * transaction is aborted, and only readers of committed records do not see them: so the copy of a
 * record is the record itself, and no frame need be analysed again. Where retention has deleted
 * that copy, a job that analyses the same frames again may have written the same record to another
 * topic; {@link DerivedRecords} judges whether it is the same.
 *
 * <p>A record is written if its frame has none that is committed, and the job has come to the frame
 * and will not do so again: it has written a later one of the camera, or committed the offset, or
 * somebody says so. Otherwise the job may still be at it. Dead letters and events go by the records
 * of their frames. For one thread, once.
 */
final class LedgerRepair {

  private static final String FROM_LOG = "aborted-transaction";
  private static final String FROM_DERIVED = "derived";
  private static final int EXAMPLES = 5;

  private final Brokers brokers;
  private final Map<String, Object> clientConfig;
  private final String framesTopic;
  private final String landmarksTopic;
  private final RepairRequest request;
  private final RecordReader reader;

  private final List<Source> sources = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  LedgerRepair(
      Brokers brokers,
      Map<String, Object> clientConfig,
      String framesTopic,
      String landmarksTopic,
      RepairRequest request) {
    this.brokers = brokers;
    this.clientConfig = clientConfig;
    this.framesTopic = framesTopic;
    this.landmarksTopic = landmarksTopic;
    this.request = request;
    this.reader = new RecordReader(brokers.codecs(), framesTopic, request::isWanted);
  }

  /**
   * Copies to be written.
   *
   * @param log where they lie
   * @param target the topic that lacks them
   * @param origin what the header of a record that is written says
   */
  private record Source(OutputLog log, Copies copies, String target, String origin) {}

  /**
   * Repairs.
   *
   * @param drawing draws up the ledger of committed records
   */
  RepairReport repair(Supplier<Ledger> drawing) {
    if (request.dryRun()) {
      return look(drawing);
    }
    // Opened first: what another one with the same id wrote is known to be committed, or is not.
    try (RepairWriter writer = new RepairWriter(clientConfig, request.transactionalId())) {
      RepairReport report = look(drawing);
      sources.forEach(source -> write(writer, source));
      writer.commit();
      return report;
    }
  }

  private RepairReport look(Supplier<Ledger> drawing) {
    // In this order: what is known to be processed is in the logs, and these are settled then.
    Map<Integer, Long> processed =
        new Progress(clientConfig, framesTopic).of(request.group(), request.processed());
    OutputLog log = settled("landmarks topic", landmarksTopic);
    Optional<OutputLog> letters =
        request.deadLettersTopic().map(topic -> settled("dead letters topic", topic));
    Optional<OutputLog> events = request.eventsTopic().map(topic -> settled("events topic", topic));
    Ledger ledger = drawing.get();
    RepairedFrames frames = new RepairedFrames(ledger, ledger.owed(processed, request::isWanted));

    long landmarks = repairLandmarks(log, frames);
    PlaceSet derived = derive(log, frames);
    long lettersFound = 0;
    if (letters.isPresent()) {
      Side side = new Side(letters.get(), reader::letter, request.derived().deadLetters());
      lettersFound = repair(side, frames::isRejected, log, derived);
    }
    long eventsFound = 0;
    if (events.isPresent()) {
      Side side = new Side(events.get(), reader::event, request.derived().events());
      eventsFound = repair(side, frames::isAnswered, log, derived);
    }
    return new RepairReport(
        landmarks + derived.size(),
        derived.size(),
        lettersFound,
        eventsFound,
        frames.owed().size(),
        frames.owed().examples(EXAMPLES),
        refused,
        request.dryRun());
  }

  private OutputLog settled(String what, String topic) {
    return OutputLog.settled(brokers, what, topic, request.patience());
  }

  private long repairLandmarks(OutputLog log, RepairedFrames frames) {
    Copies copies = new Copies();
    if (frames.owed().size() > 0) {
      log.each(
          record ->
              reader
                  .landmarks(record)
                  .filter(frames::isOwed)
                  .ifPresent(
                      landmarks -> {
                        copies.offer(Answer.theOneOf(TopicPosition.of(landmarks)), record);
                        frames.seen(landmarks);
                      }));
    }
    dropAmbiguous(copies, log.topic());
    frames.repaired(copies);
    sources.add(new Source(log, copies, landmarksTopic, FROM_LOG));
    return copies.size();
  }

  /** Returns the frames that a derived record is written for. */
  private PlaceSet derive(OutputLog log, RepairedFrames frames) {
    PlaceSet found = new PlaceSet();
    if (request.derived().landmarks().isEmpty() || frames.owed().size() == 0) {
      return found;
    }
    OutputLog source =
        settled("derived landmarks topic", request.derived().landmarks().orElseThrow());
    DerivedRecords derived = new DerivedRecords();
    source.eachCommitted(
        record ->
            reader
                .landmarks(record)
                .filter(frames::isOwed)
                .ifPresent(
                    landmarks -> {
                      derived.missing(landmarks, record);
                      frames.seen(landmarks);
                    }));
    source.eachCommitted(
        record ->
            reader
                .landmarks(record)
                .ifPresent(landmarks -> derived.derived(landmarks, record.value())));
    log.eachCommitted(
        record ->
            reader
                .landmarks(record)
                .filter(frames::isOfFrame)
                .ifPresent(landmarks -> derived.committed(landmarks, record.value())));
    refused.addAll(derived.judge());
    frames.repaired(derived.copies());
    sources.add(new Source(source, derived.copies(), landmarksTopic, FROM_DERIVED));
    derived.copies().frames().forEach(found::add);
    return found;
  }

  /**
   * A topic that goes with the landmarks topic.
   *
   * @param answerOf tells what one of its records answers
   * @param derived the topic of the same records, derived; empty: there is none
   */
  private record Side(
      OutputLog log,
      Function<ConsumerRecord<String, byte[]>, Optional<Answer>> answerOf,
      Optional<String> derived) {}

  /** Returns how many records are found that a topic beside the landmarks topic lacks. */
  private long repair(
      Side side, Predicate<TopicPosition> isDue, OutputLog landmarksLog, PlaceSet derivedFrames) {
    Set<Answer> committed = new HashSet<>();
    side.log.eachCommitted(record -> side.answerOf.apply(record).ifPresent(committed::add));
    Copies copies = new Copies();
    side.log.each(
        record ->
            side.answerOf
                .apply(record)
                .filter(answer -> isDue.test(answer.frame()) && !committed.contains(answer))
                .ifPresent(answer -> copies.offer(answer, record)));
    dropAmbiguous(copies, side.log.topic());
    dropOfOtherAttempts(copies, landmarksLog);
    sources.add(new Source(side.log, copies, side.log.topic(), FROM_LOG));
    if (side.derived.isEmpty() || derivedFrames.size() == 0) {
      return copies.size();
    }
    Copies derived = new Copies();
    OutputLog source = settled("topic of derived records", side.derived.get());
    source.eachCommitted(
        record ->
            side.answerOf
                .apply(record)
                .filter(answer -> derivedFrames.contains(answer.frame()))
                .filter(answer -> !committed.contains(answer) && !copies.has(answer))
                .ifPresent(answer -> derived.offer(answer, record)));
    sources.add(new Source(source, derived, side.log.topic(), FROM_DERIVED));
    return (long) copies.size() + derived.size();
  }

  private void dropAmbiguous(Copies copies, String topic) {
    Set<Answer> ambiguous = copies.dropAmbiguous();
    if (!ambiguous.isEmpty()) {
      refused.add(
          ("topic %s: there are different records of %d frames, first of %s (expected: those of one"
                  + " frame are the same); derive them")
              .formatted(topic, ambiguous.size(), ambiguous.iterator().next().frame()));
    }
  }

  /**
   * A frame that was processed twice with different outcomes, as a frame budget may bring about,
   * has events of the outcome that does not count as well.
   */
  private void dropOfOtherAttempts(Copies copies, OutputLog landmarksLog) {
    if (copies.size() == 0) {
      return;
    }
    PlaceSet frames = new PlaceSet();
    copies.frames().forEach(frames::add);
    Map<TopicPosition, ByteBuffer> digests = new HashMap<>();
    PlaceSet differing = new PlaceSet();
    landmarksLog.each(
        record ->
            reader
                .landmarks(record)
                .map(TopicPosition::of)
                .filter(frames::contains)
                .ifPresent(
                    frame -> {
                      ByteBuffer digest = Copies.digest(record.value());
                      if (!digest.equals(digests.getOrDefault(frame, digest))) {
                        differing.add(frame);
                      }
                      digests.put(frame, digest);
                    }));
    copies.keepOnly(frame -> !differing.contains(frame));
  }

  private static void write(RepairWriter writer, Source source) {
    PlaceSet places = source.copies.places();
    if (places.size() > 0) {
      source.log.eachFrom(
          places.firsts(),
          record -> {
            if (places.contains(new TopicPosition(record.partition(), record.offset()))) {
              writer.write(source.target, record, source.origin);
            }
          });
    }
  }
}
