package io.meshstream.tools.ledger;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.reading.PlaceSet;

/**
 * What is known of frames once their records are repaired.
 *
 * <p>Not thread-safe.
 */
final class RepairedFrames {

  private final Ledger ledger;
  private final PlaceSet owed;

  private final PlaceSet repaired = new PlaceSet();

  /** Frames of which a copy of their record says that they were rejected. */
  private final PlaceSet rejected = new PlaceSet();

  /**
   * @param ledger what is committed
   * @param owed the frames that lack a record, which are taken away as they are repaired
   */
  RepairedFrames(Ledger ledger, PlaceSet owed) {
    this.ledger = ledger;
    this.owed = owed;
  }

  /** Returns the frames that still lack a record. */
  PlaceSet owed() {
    return owed;
  }

  /** Tells whether a record is for a frame that lacks one. */
  boolean isOwed(FrameLandmarks landmarks) {
    return owed.contains(TopicPosition.of(landmarks)) && isOfFrame(landmarks);
  }

  /** Tells whether a record is for a frame that there is. */
  boolean isOfFrame(FrameLandmarks landmarks) {
    return ledger.isOfFrame(landmarks);
  }

  /** Notes what a copy of a frame's record says. */
  void seen(FrameLandmarks landmarks) {
    if (landmarks.getStatus() == FrameStatus.REJECTED) {
      rejected.add(TopicPosition.of(landmarks));
    }
  }

  /** Notes that frames have records now. */
  void repaired(Copies copies) {
    for (TopicPosition frame : copies.frames()) {
      repaired.add(frame);
      owed.remove(frame);
    }
  }

  /** Tells whether a frame has a record. */
  boolean isAnswered(TopicPosition frame) {
    return ledger.isAnswered(frame) || repaired.contains(frame);
  }

  /** Tells whether a frame has a record that says that it was rejected. */
  boolean isRejected(TopicPosition frame) {
    return ledger.isRejected(frame) || (repaired.contains(frame) && rejected.contains(frame));
  }
}
