package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.StatusCounts;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The balance of a ledger.
 *
 * @param cameras one balance per camera, in the order of their identifiers
 * @param deletedFrames frames that retention had deleted before the ledger was opened, so that they
 *     could not be checked
 * @param ofDeletedFrames records of frames that retention has deleted from the frames topic, which
 *     is no fault
 * @param ofLaterFrames records of frames written after the ledger was opened, which is no fault
 * @param ofOtherFrames records of frames that were at the same places of another topic, or of this
 *     one before it was made anew, which is no fault
 * @param unreadable messages of the landmarks topic that are not records
 * @param lostUnchecked how many of the frames that are not checked have lost their records
 *     otherwise than by retention, at least, since it has not deleted as many
 * @param duplicatesAllowed whether a frame may have more records than one
 */
public record LedgerReport(
    List<CameraBalance> cameras,
    long deletedFrames,
    long ofDeletedFrames,
    long ofLaterFrames,
    long ofOtherFrames,
    long unreadable,
    long lostUnchecked,
    boolean duplicatesAllowed) {

  /** Copies the list. */
  public LedgerReport {
    cameras = List.copyOf(cameras);
  }

  /** Returns whether every frame has its record and there is nothing else. */
  public boolean isBalanced() {
    return isFaultless() && cameras.stream().allMatch(CameraBalance::isBalanced);
  }

  /**
   * Whether that is so for all frames up to the last one of each camera that has a record: what
   * there is to say of a job that was stopped before it had come to all frames.
   */
  public boolean isBalancedSoFar() {
    return isFaultless() && cameras.stream().allMatch(CameraBalance::isBalancedSoFar);
  }

  /** Whether nothing is wrong, whatever is missing. */
  boolean isFaultless() {
    return unreadable == 0
        && lostUnchecked == 0
        && (duplicatesAllowed || total(CameraBalance::duplicates) == 0)
        && total(CameraBalance::unexpected) == 0;
  }

  /** Returns the same with one camera only. */
  LedgerReport of(CameraBalance camera) {
    return new LedgerReport(
        List.of(camera),
        deletedFrames,
        ofDeletedFrames,
        ofLaterFrames,
        ofOtherFrames,
        unreadable,
        lostUnchecked,
        duplicatesAllowed);
  }

  /** Returns what became of the frames of all cameras that have a record. */
  public StatusCounts answered() {
    return cameras.stream()
        .map(CameraBalance::answered)
        .reduce(StatusCounts.NONE, StatusCounts::plus);
  }

  /** Sums one column over all cameras. */
  public long total(ToLongFunction<CameraBalance> column) {
    return cameras.stream().mapToLong(column).sum();
  }
}
