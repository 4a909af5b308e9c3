package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameLandmarks;
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

  private final Map<Integer, Extent> extents;
  private final Map<String, CameraAccount> accounts = new TreeMap<>();

  private long frames;
  private long answered;
  private long ofDeletedFrames;
  private long ofLaterFrames;
  private long unreadable;

  /**
   * Opens an empty ledger.
   *
   * @param extents what is accounted for, by partition of the frames topic
   */
  public Ledger(Map<Integer, Extent> extents) {
    this.extents = Map.copyOf(extents);
  }

  /**
   * Books a frame that went in, unless it lies outside of what is accounted for.
   *
   * @param camera the key of the frame, empty if it had none
   * @param position its place
   * @return whether it was booked
   */
  public boolean frame(String camera, Position position) {
    Extent extent = extents.get(position.partition());
    if (extent == null || position.offset() < extent.begin() || position.offset() >= extent.end()) {
      return false;
    }
    account(camera).frame(position);
    frames++;
    return true;
  }

  /** Notes which number a camera gave a frame that has been booked. */
  public void sequence(String camera, long epoch, long sequence) {
    account(camera).sequence(epoch, sequence);
  }

  /** Books a record that came out. */
  public void record(FrameLandmarks landmarks) {
    Position position = new Position(landmarks.getSourcePartition(), landmarks.getSourceOffset());
    Extent extent = extents.get(position.partition());
    if (extent != null && position.offset() >= 0 && position.offset() < extent.begin()) {
      ofDeletedFrames++;
    } else if (extent != null && position.offset() >= extent.end()) {
      ofLaterFrames++;
    } else if (account(landmarks.getCameraId()).record(position, landmarks.getStatus())) {
      answered++;
    }
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
