package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.vision.HandState;
import io.meshstream.vision.TaskState;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a camera between two of its frames, from its first frame until it has been
 * silent for too long.
 *
 * <p>Whether a frame is taken is judged by its epoch and sequence number alone, never by a clock:
 *
 * <ul>
 *   <li>The first frame of a camera, whatever its numbers, starts with no face and no hand, and
 *       with track ids that no earlier frame can have had: ones that grow with the frame's offset.
 *   <li>Same epoch, higher sequence number: the next frame. Gaps do not matter.
 *   <li>Same epoch and sequence number: shed as {@link ShedReason#REPEATED}.
 *   <li>Same epoch, lower sequence number: shed as {@link ShedReason#LATE}.
 *   <li>Higher epoch: the gateway restarted, and nobody knows how long that took. Faces and hands
 *       are forgotten; track ids go on, so that none is ever used twice.
 *   <li>Lower epoch: shed as {@link ShedReason#STALE_EPOCH}.
 * </ul>
 *
 * <p>A frame that is shed shows that the camera is there, and changes nothing else here. A frame
 * that is rejected but says which one it is counts as taken and leaves the faces where they were:
 * one damaged picture must not lose a face that the next one shows again. A frame that does not
 * even say that is as one that is shed.
 *
 * <p>How long a camera was silent is told by its frames, never by the clock of the job, so that a
 * replay gives the same result: by their capture times, and by the times of their records on the
 * topic, for a camera's clock may stand still, go back or be unknown, and there may be no picture
 * yet that could be analysed. A clock that jumps ahead looks like silence, and costs the same,
 * once. One that goes back, and a time below 0, which is unknown, say nothing about the time that
 * has passed.
 *
 * @param epoch epoch of the newest accepted frame; -1 before the first
 * @param sequence its sequence number; -1 before the first
 * @param seenAtMillis the Kafka timestamp of the newest frame, whatever became of it; -1 is unknown
 * @param debtUntilMicros until when the camera is in debt by its {@link CameraRate}; -1 if never
 * @param state what the task goes on from
 * @param history what its events follow from; empty where no events are wanted
 */
record CameraSession(
    long epoch,
    long sequence,
    long seenAtMillis,
    long debtUntilMicros,
    TaskState state,
    Optional<CameraHistory> history) {

  private static final CameraSession NONE = new CameraSession(-1, -1, -1, -1, TaskState.initial());

  /** Makes the session of a camera whose events nobody wants. */
  CameraSession(
      long epoch, long sequence, long seenAtMillis, long debtUntilMicros, TaskState state) {
    this(epoch, sequence, seenAtMillis, debtUntilMicros, state, Optional.empty());
  }

  /** Returns the session of a camera that was never seen. */
  static CameraSession none() {
    return NONE;
  }

  /** Tells whether a frame of the camera has been taken. */
  boolean hasBegun() {
    return epoch >= 0;
  }

  /**
   * Returns what is known when a frame comes: nothing if it comes too long after the last.
   *
   * @param timestampMillis that of the frame's record; below 0 is unknown
   * @param timeToLive how long a silent camera is remembered; zero: for ever
   */
  CameraSession asOf(FrameHeader frame, long timestampMillis, Duration timeToLive) {
    boolean isSilent =
        wasSeenBefore(timestampMillis, timeToLive)
            || (frame.isIdentified() && state.isOlderThan(timeToLive, frame.capturedAtMicros()));
    return isSilent ? NONE : this;
  }

  private boolean wasSeenBefore(long timestampMillis, Duration timeToLive) {
    return !timeToLive.isZero()
        && seenAtMillis >= 0
        && timestampMillis >= 0
        && timestampMillis - seenAtMillis > timeToLive.toMillis();
  }

  /**
   * Returns what is known when a frame comes and what is older than a time is to be forgotten:
   * nothing if that is where all of it is from, and the frame is not.
   *
   * @param beforeMicros the time; below 0: nothing is to be forgotten
   */
  CameraSession forgotten(FrameHeader frame, long beforeMicros) {
    return frame.capturedAtMicros() >= beforeMicros && isFromBefore(beforeMicros) ? NONE : this;
  }

  /** Tells whether all that is known is from frames that were captured before a time. */
  boolean isFromBefore(long micros) {
    return state.trackedAtMicros() < micros;
  }

  /** Tells why a frame must not be processed; empty for one that is to be. */
  Optional<Shedding> shedding(FrameHeader frame) {
    if (frame.epoch() < epoch) {
      return shed(ShedReason.STALE_EPOCH, frame);
    }
    if (frame.epoch() > epoch || frame.sequence() > sequence) {
      return Optional.empty();
    }
    return shed(frame.sequence() == sequence ? ShedReason.REPEATED : ShedReason.LATE, frame);
  }

  private Optional<Shedding> shed(ShedReason reason, FrameHeader frame) {
    String message =
        "epoch %d, sequence %d (expected: after epoch %d, sequence %d)"
            .formatted(frame.epoch(), frame.sequence(), epoch, sequence);
    return Optional.of(new Shedding(reason, message));
  }

  /**
   * Returns what the task goes on from with a frame that is processed.
   *
   * @param offset that of the frame's record
   */
  TaskState stateFor(FrameHeader frame, long offset) {
    if (!hasBegun()) {
      return TaskState.startingAt(1 + ContractLimits.FACES_SOUGHT * offset)
          .withHands(HandState.startingAt(1 + ContractLimits.HANDS_SOUGHT * offset));
    }
    return frame.epoch() > epoch ? state.withoutTracks() : state;
  }

  /**
   * Returns the session once a frame has been taken.
   *
   * @param newState what the next frame goes on from; what this one was to go on from, if it could
   *     not be analysed
   */
  CameraSession after(FrameHeader frame, long newDebtUntilMicros, TaskState newState) {
    return new CameraSession(
        frame.epoch(), frame.sequence(), seenAtMillis, newDebtUntilMicros, newState, history);
  }

  /**
   * Returns the session once a frame has its outcome, whatever that is; a camera that has not begun
   * stays so.
   *
   * @param timestampMillis that of the frame's record
   */
  CameraSession seenAt(long timestampMillis) {
    return hasBegun()
        ? new CameraSession(epoch, sequence, timestampMillis, debtUntilMicros, state, history)
        : this;
  }

  /** Returns the same with what the task goes on from as it was stored. */
  CameraSession withState(TaskState newState) {
    return new CameraSession(epoch, sequence, seenAtMillis, debtUntilMicros, newState, history);
  }

  /** Returns the same with another history. */
  CameraSession withHistory(Optional<CameraHistory> newHistory) {
    return new CameraSession(epoch, sequence, seenAtMillis, debtUntilMicros, state, newHistory);
  }
}
