package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameLandmarks;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds the frames that went in against the records that came out: every frame must have exactly
 * one record, whatever became of it.
 *
 * <p>Tell it all frames first, then the records in any order. A record belongs to the frame whose
 * place it names: that is what stays the same when the job repeats itself, also for frames that
 * could not be read or that repeat the identity of an earlier one. Records beyond a frame's first
 * are duplicates. Takes a bit or two per frame, no more. Not thread-safe.
 */
public final class Ledger {

  private final Map<Integer, Long> ends;
  private final Map<Integer, Long> begins = new HashMap<>();
  private final Map<String, CameraAccount> accounts = new TreeMap<>();

  private long frames;
  private long answered;
  private long ofDeletedFrames;
  private long ofLaterFrames;
  private long unreadable;

  /**
   * Opens an empty ledger.
   *
   * @param ends the offset after the last frame that is accounted for, by partition of the frames
   *     topic
   */
  public Ledger(Map<Integer, Long> ends) {
    this.ends = Map.copyOf(ends);
  }

  /**
   * Books a frame that went in.
   *
   * @param camera the key of the frame, empty if it had none
   * @param position its place
   */
  public void frame(String camera, Position position) {
    account(camera).frame(position);
    frames++;
  }

  /**
   * Notes how far retention has come by the time that all frames are booked: those before it may
   * have been deleted unseen.
   *
   * @param begins the first offset that is left, by partition of the frames topic
   */
  public void deletedBefore(Map<Integer, Long> begins) {
    this.begins.putAll(begins);
  }

  /** Notes which number a camera gave a frame that has been booked. */
  public void sequence(String camera, long epoch, long sequence) {
    account(camera).sequence(epoch, sequence);
  }

  /** Books a record that came out. */
  public void record(FrameLandmarks landmarks) {
    Position position = new Position(landmarks.getSourcePartition(), landmarks.getSourceOffset());
    CameraAccount account = accounts.get(landmarks.getCameraId());
    if (account != null && account.sent(position)) {
      boolean first = account.record(position, landmarks.getStatus());
      answered += first ? 1 : 0;
    } else if (isDeleted(position)) {
      ofDeletedFrames++;
    } else if (isLater(position)) {
      ofLaterFrames++;
    } else {
      account(landmarks.getCameraId()).unexpected(position);
    }
  }

  private boolean isDeleted(Position position) {
    return position.offset() >= 0
        && position.offset() < begins.getOrDefault(position.partition(), 0L);
  }

  private boolean isLater(Position position) {
    return position.offset() >= ends.getOrDefault(position.partition(), Long.MAX_VALUE);
  }

  /** Books a message of the landmarks topic that is not a record. */
  public void unreadable() {
    unreadable++;
  }

  /** Frames that have no record yet. */
  public long missing() {
    return frames - answered;
  }

  /**
   * Draws the balance of what has been booked so far.
   *
   * @param duplicatesAllowed whether a frame may have more records than one
   */
  public LedgerReport report(boolean duplicatesAllowed) {
    return new LedgerReport(
        accounts.values().stream().map(CameraAccount::balance).toList(),
        ofDeletedFrames,
        ofLaterFrames,
        unreadable,
        duplicatesAllowed);
  }

  private CameraAccount account(String camera) {
    return accounts.computeIfAbsent(camera, CameraAccount::new);
  }
}
