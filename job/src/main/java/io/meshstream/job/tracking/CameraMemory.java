package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.vision.TaskState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the job remembers of one camera between two frames.
 *
 * <p>Whether a frame is taken is judged by its epoch and sequence number alone, never by a clock:
 *
 * <ul>
 *   <li>The first frame of a camera, whatever its numbers, starts with no face, and with a track id
 *       that no earlier frame can have had: one that grows with the frame's offset.
 *   <li>Same epoch, higher sequence number: the next frame. Gaps do not matter.
 *   <li>Same epoch and sequence number: shed as {@link ShedReason#REPEATED}.
 *   <li>Same epoch, lower sequence number: shed as {@link ShedReason#LATE}.
 *   <li>Higher epoch: the gateway restarted, and nobody knows how long that took. The faces are
 *       forgotten; track ids go on, so that none is ever used twice.
 *   <li>Lower epoch: shed as {@link ShedReason#STALE_EPOCH}.
 * </ul>
 *
 * <p>A frame that is shed changes nothing here. A frame that is rejected but says which one it is
 * counts as seen and leaves the faces where they were: one damaged picture must not lose a face
 * that the next one shows again. A frame that does not even say that changes nothing.
 *
 * <p>Regions age. How long ago a face was where it is remembered is told by the capture times of
 * the frames, never by the clock of the job, so that a replay gives the same result:
 *
 * <ul>
 *   <li>More than the regions' time to live after the last picture that was looked at: the faces
 *       are forgotten, and found anew under new track ids.
 *   <li>More than the camera's time to live after it: the camera is forgotten, and the frame is the
 *       first.
 *   <li>A camera's clock that jumps ahead looks the same, and costs the same, once.
 *   <li>A clock that goes back says nothing about the time that has passed: the faces are kept, and
 *       age by the new clock from then on.
 *   <li>Neither does a capture time below 0, which is unknown.
 * </ul>
 *
 * @param epoch epoch of the newest accepted frame; -1 before the first
 * @param sequence its sequence number; -1 before the first
 * @param trackedAtMicros when the last picture that was looked at was taken, microseconds since
 *     1970; -1 when unknown
 * @param debtUntilMicros until when the camera is in debt by its {@link CameraRate}; -1 if never
 * @param tracking where its faces were
 */
public record CameraMemory(
    long epoch, long sequence, long trackedAtMicros, long debtUntilMicros, TaskState tracking) {

  private static final long UNKNOWN = -1;

  private static final CameraMemory NONE =
      new CameraMemory(-1, -1, UNKNOWN, UNKNOWN, TaskState.initial());

  /** The memory of a camera that was never seen. */
  public static CameraMemory none() {
    return NONE;
  }

  /** Whether a frame of the camera has been taken. */
  boolean isOfCamera() {
    return epoch >= 0;
  }

  /**
   * What there is to remember when a frame comes: nothing if it comes too long after the last.
   *
   * @param timeToLive how long a silent camera is remembered; zero: for ever
   */
  CameraMemory asOf(FrameHeader frame, Duration timeToLive) {
    return isOlderThan(timeToLive, frame) ? NONE : this;
  }

  /** Why a frame must not be processed; empty for one that is to be. */
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
   * What the faces of a frame that is processed are sought from.
   *
   * @param offset that of the frame's record
   * @param regionTtl how long a face is looked for where it was; zero: for ever
   */
  TaskState trackingFor(FrameHeader frame, long offset, Duration regionTtl) {
    if (!isOfCamera()) {
      return new TrackingState(List.of(), 1 + ContractLimits.FACES_SOUGHT * offset);
    }
    return frame.epoch() > epoch || isOlderThan(regionTtl, frame)
        ? tracking.withoutTracks()
        : tracking;
  }

  private boolean isOlderThan(Duration timeToLive, FrameHeader frame) {
    return !timeToLive.isZero()
        && trackedAtMicros >= 0
        && frame.capturedAtMicros() >= 0
        && frame.capturedAtMicros() - trackedAtMicros > TimeUnit.MICROSECONDS.convert(timeToLive);
  }

  /** The memory once a frame's picture has been looked at. */
  CameraMemory after(FrameHeader frame, long newDebtUntilMicros, TaskState newTracking) {
    return new CameraMemory(
        frame.epoch(),
        frame.sequence(),
        Math.max(UNKNOWN, frame.capturedAtMicros()),
        newDebtUntilMicros,
        newTracking);
  }

  /** The memory once a frame has been taken whose picture could not be looked at. */
  CameraMemory afterUnseen(FrameHeader frame, long newDebtUntilMicros, TaskState sameTracking) {
    return new CameraMemory(
        frame.epoch(), frame.sequence(), trackedAtMicros, newDebtUntilMicros, sameTracking);
  }
}
