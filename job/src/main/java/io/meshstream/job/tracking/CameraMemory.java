package io.meshstream.job.tracking;

import io.meshstream.face.TrackingState;
import io.meshstream.job.frames.FrameHeader;
import java.util.Optional;

/**
 * What the job remembers of one camera between two frames.
 *
 * <p>A frame is judged by its epoch and sequence number alone, never by a clock:
 *
 * <ul>
 *   <li>The first frame of a camera, whatever its numbers, starts with no face and track id 1.
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
 * @param epoch epoch of the newest accepted frame; -1 before the first
 * @param sequence its sequence number; -1 before the first
 * @param tracking where its faces were
 */
public record CameraMemory(long epoch, long sequence, TrackingState tracking) {

  private static final CameraMemory NONE = new CameraMemory(-1, -1, TrackingState.initial());

  /** The memory of a camera that was never seen. */
  public static CameraMemory none() {
    return NONE;
  }

  /** Why a frame must not be processed; empty for one that is to be. */
  Optional<ShedReason> shedReason(FrameHeader frame) {
    if (frame.epoch() < epoch) {
      return Optional.of(ShedReason.STALE_EPOCH);
    }
    if (frame.epoch() > epoch || frame.sequence() > sequence) {
      return Optional.empty();
    }
    return Optional.of(frame.sequence() == sequence ? ShedReason.REPEATED : ShedReason.LATE);
  }

  /** What the faces of a frame that is processed are sought from. */
  TrackingState trackingFor(FrameHeader frame) {
    return frame.epoch() > epoch ? tracking.withoutFaces() : tracking;
  }

  /** The memory once a frame has been accepted. */
  CameraMemory after(FrameHeader frame, TrackingState newTracking) {
    return new CameraMemory(frame.epoch(), frame.sequence(), newTracking);
  }
}
