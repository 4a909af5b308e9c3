package io.meshstream.tools.ledger;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The balance of a ledger.
 *
 * @param cameras one balance per camera, in the order of their identifiers
 * @param ofDeletedFrames records of frames that retention has deleted from the frames topic, which
 *     is no fault
 * @param ofLaterFrames records of frames written after the ledger was opened, which is no fault
 * @param unreadable messages of the landmarks topic that are not records
 * @param duplicatesAllowed whether a frame may have more records than one
 */
public record LedgerReport(
    List<CameraBalance> cameras,
    long ofDeletedFrames,
    long ofLaterFrames,
    long unreadable,
    boolean duplicatesAllowed) {

  /** Copies the list. */
  public LedgerReport {
    cameras = List.copyOf(cameras);
  }

  /** Whether every frame has its record and there is nothing else. */
  public boolean isBalanced() {
    return unreadable == 0
        && (duplicatesAllowed || total(CameraBalance::duplicates) == 0)
        && cameras.stream().allMatch(CameraBalance::isBalanced);
  }

  /** Sums one column over all cameras. */
  public long total(ToLongFunction<CameraBalance> column) {
    return cameras.stream().mapToLong(column).sum();
  }
}
