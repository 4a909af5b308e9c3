package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.StatusCounts;
import io.meshstream.schemas.frames.TopicPosition;
import java.util.List;

/**
 * What went in and what came out for one camera.
 *
 * @param camera identifier of the camera; empty for frames without a key
 * @param frames frames in the frames topic
 * @param answered frames that have a record, counted once each
 * @param duplicates records beyond the first of a frame
 * @param missing frames without a record
 * @param behind those of the missing frames that come after the last one with a record: a job that
 *     is at work, or was stopped, has not come to them
 * @param notChecked frames before the first one with a record, of which retention may have deleted
 *     the records
 * @param unexpected records that name a place where no frame is, for which nothing accounts
 * @param gaps sequence numbers that never reached the frames topic: for information, the gateway
 *     lost them
 * @param firstMissing the first few frames without a record
 * @param firstUnexpected the first few places of frames that do not exist
 */
public record CameraBalance(
    String camera,
    long frames,
    StatusCounts answered,
    long duplicates,
    long missing,
    long behind,
    long notChecked,
    long unexpected,
    long gaps,
    List<TopicPosition> firstMissing,
    List<TopicPosition> firstUnexpected) {

  /** Copies the lists. */
  public CameraBalance {
    firstMissing = List.copyOf(firstMissing);
    firstUnexpected = List.copyOf(firstUnexpected);
  }

  /** Returns whether every frame has a record and every record a frame, duplicates apart. */
  boolean isBalanced() {
    return missing == 0 && isBalancedSoFar();
  }

  /** Returns whether that is so for all frames up to the last one that has a record. */
  boolean isBalancedSoFar() {
    return missing == behind
        && unexpected == 0
        && frames == answered.total() + missing + notChecked;
  }
}
