package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.reading.PlaceSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Holds the frames that went in against the records that came out: every frame must have exactly
 * one record, whatever became of it.
 *
 * <p>Tell it all frames first, then the records in any order. A record belongs to the frame whose
 * place it names, if that is the same frame: of the same camera, epoch, sequence number and time.
 * The place tells frames apart that repeat the identity of an earlier one; the identity tells
 * frames apart that had the same place, one after another, because the topic was made anew. Records
 * beyond a frame's first are duplicates. Takes some five bytes a frame. Not thread-safe.
 */
final class Ledger {

  private final Map<Integer, Long> ends = new HashMap<>();
  private final Map<Integer, Long> firstBegins;
  private final Map<Integer, Long> begins;
  private final FramePlaces places = new FramePlaces();
  private final Map<String, CameraAccount> accounts = new TreeMap<>();
  private final DeletedRecords deletedRecords = new DeletedRecords();

  /** Frames that have a record. */
  private final PlaceSet answeredPlaces = new PlaceSet();

  /** Those of them that were rejected. */
  private final PlaceSet rejectedPlaces = new PlaceSet();

  private long frames;
  private long answered;
  private long oldestMicros = Long.MAX_VALUE;
  private long ofDeletedFrames;
  private long ofLaterFrames;
  private long ofOtherFrames;
  private long unreadable;

  /**
   * Opens an empty ledger.
   *
   * @param begins the first offset that is left, by partition of the frames topic
   * @param ends the offset after the last frame that is accounted for, by partition
   */
  Ledger(Map<Integer, Long> begins, Map<Integer, Long> ends) {
    this.firstBegins = Map.copyOf(begins);
    this.begins = new HashMap<>(begins);
    this.ends.putAll(ends);
  }

  /** Books a frame that went in: which one the job takes it for, and its place. */
  void frame(FrameHeader frame, TopicPosition position) {
    account(frame.camera()).frame(position);
    places.put(position, frame);
    oldestMicros = Math.min(oldestMicros, frame.capturedAtMicros());
    frames++;
  }

  /** Notes that a frame, booked already, has the number that its camera gave it. */
  void numbered(FrameHeader frame, TopicPosition position) {
    boolean isWhole = firstBegins.getOrDefault(position.partition(), 0L) == 0;
    account(frame.camera()).sequence(frame.epoch(), frame.sequence(), isWhole);
  }

  /**
   * Notes how far retention has come by the time that all frames are booked: those before it may
   * have been deleted unseen.
   *
   * @param begins the first offset that is left, by partition of the frames topic
   */
  void deletedBefore(Map<Integer, Long> begins) {
    this.begins.putAll(begins);
  }

  /**
   * Notes that more frames are accounted for.
   *
   * @param ends the offset after the last frame, by partition of the frames topic
   */
  void endsAt(Map<Integer, Long> ends) {
    this.ends.putAll(ends);
  }

  /**
   * Notes how far retention has deleted records: the first frames of a camera may have lost theirs.
   *
   * @param begins the first offset that is left, by partition of the landmarks topic
   */
  void recordsDeletedBefore(Map<Integer, Long> begins) {
    deletedRecords.deletedBefore(begins);
  }

  /**
   * Books a record that came out.
   *
   * @param landmarksPartition the partition of the landmarks topic that it lies in
   */
  void record(FrameLandmarks landmarks, int landmarksPartition) {
    TopicPosition position = TopicPosition.of(landmarks);
    if (isOfFrame(landmarks)) {
      answeredPlaces.add(position);
      if (landmarks.getStatus() == FrameStatus.REJECTED) {
        rejectedPlaces.add(position);
      }
      deletedRecords.left(landmarksPartition, position);
      boolean first =
          account(landmarks.getCameraId())
              .record(position, landmarks.getStatus(), landmarksPartition);
      answered += first ? 1 : 0;
    } else if (isDeleted(position)) {
      ofDeletedFrames++;
    } else if (isOfOtherTopic(position, landmarks.getCapturedAtMicros())) {
      ofOtherFrames++;
    } else if (isLater(position)) {
      ofLaterFrames++;
    } else {
      account(landmarks.getCameraId()).unexpected(position);
    }
  }

  /** Returns whether a record is for a frame that has been booked. */
  boolean isOfFrame(FrameLandmarks landmarks) {
    return places.holds(TopicPosition.of(landmarks), FrameHeader.of(landmarks))
        || isOfUnknownSchema(landmarks);
  }

  /**
   * Whether it is for a frame that the job could not read when it came, for want of its schema, and
   * that can be read now: it is known by its place only.
   */
  private boolean isOfUnknownSchema(FrameLandmarks landmarks) {
    TopicPosition position = TopicPosition.of(landmarks);
    return landmarks.getEpoch() == -1L - position.partition()
        && landmarks.getSequence() == position.offset()
        && String.valueOf(landmarks.getReason())
            .startsWith(RejectReason.SCHEMA_UNAVAILABLE.name() + ":")
        && places.isTaken(position);
  }

  private boolean isDeleted(TopicPosition position) {
    return position.offset() >= 0
        && position.offset() < begins.getOrDefault(position.partition(), 0L);
  }

  /**
   * Whether the frame was one of another topic, or of this one before it was made anew: its place
   * is that of another frame, or there is no such partition, or it was taken before all frames that
   * there are. It is no fault, since the frame that has the place is accounted for by itself.
   */
  private boolean isOfOtherTopic(TopicPosition position, long capturedAtMicros) {
    return places.isTaken(position)
        || (position.partition() >= 0 && !ends.containsKey(position.partition()))
        || (frames > 0 && capturedAtMicros < oldestMicros);
  }

  private boolean isLater(TopicPosition position) {
    return position.offset() >= ends.getOrDefault(position.partition(), Long.MAX_VALUE);
  }

  /** Books a message of the landmarks topic that is not a record. */
  void unreadable() {
    unreadable++;
  }

  /** Returns whether a frame has a record. */
  boolean isAnswered(TopicPosition frame) {
    return answeredPlaces.contains(frame);
  }

  /** Returns whether a frame has a record that says that it was rejected. */
  boolean isRejected(TopicPosition frame) {
    return rejectedPlaces.contains(frame);
  }

  /**
   * Returns the frames that have no record though the job has come to them: to a later one of the
   * same camera, or as far as is known otherwise.
   *
   * @param processed the offset behind the last frame that the job has come to, by partition
   */
  PlaceSet owed(Map<Integer, Long> processed, Predicate<String> isWanted) {
    PlaceSet owed = new PlaceSet();
    accounts.forEach(
        (camera, account) -> {
          if (isWanted.test(camera)) {
            account.addOwed(processed, deletedRecords, owed);
          }
        });
    return owed;
  }

  /** Returns the place of the newest frame that has a record, by partition. */
  Map<Integer, Long> newestAnswered() {
    return answeredPlaces.lasts();
  }

  /**
   * Returns the frames that have no record though one behind them has.
   *
   * @param newest the place of such a one, by partition
   */
  PlaceSet overdue(Map<Integer, Long> newest) {
    PlaceSet overdue = new PlaceSet();
    accounts.values().forEach(account -> account.addMissing(newest, deletedRecords, overdue));
    return overdue;
  }

  /** Frames that have no record yet. */
  long missing() {
    return frames - answered;
  }

  /**
   * Draws the balance of what has been booked so far.
   *
   * @param duplicatesAllowed whether a frame may have more records than one
   */
  LedgerReport report(boolean duplicatesAllowed) {
    Map<String, CameraBalance> balances = new LinkedHashMap<>();
    accounts.forEach((camera, account) -> balances.put(camera, account.balance(deletedRecords)));
    return new LedgerReport(
        List.copyOf(balances.values()),
        firstBegins.values().stream().mapToLong(Long::longValue).sum(),
        ofDeletedFrames,
        ofLaterFrames,
        ofOtherFrames,
        unreadable,
        lostUnchecked(balances),
        duplicatesAllowed);
  }

  /**
   * How many of the frames that are not checked have lost their records otherwise than by
   * retention, at least: it has not deleted as many.
   */
  private long lostUnchecked(Map<String, CameraBalance> balances) {
    Map<Integer, Long> byPartition = new HashMap<>();
    long total = 0;
    for (CameraBalance balance : balances.values()) {
      long notChecked = balance.notChecked();
      total += notChecked;
      accounts
          .get(balance.camera())
          .landmarksPartition()
          .ifPresent(partition -> byPartition.merge(partition, notChecked, Long::sum));
    }
    long lost =
        byPartition.entrySet().stream()
            .mapToLong(each -> Math.max(0, each.getValue() - deletedRecords.count(each.getKey())))
            .sum();
    return Math.max(lost, total - Math.min(total, deletedRecords.count()));
  }

  private CameraAccount account(String camera) {
    return accounts.computeIfAbsent(camera, CameraAccount::new);
  }
}
