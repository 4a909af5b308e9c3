package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Region;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A region of the current frame that may hold a face.
 *
 * @param region where to look
 * @param trackId the identity of the tracked face, empty for a fresh detection
 * @param detection what the detector saw there, if anything
 */
record Candidate(Region region, OptionalLong trackId, Optional<Detection> detection) {

  static Candidate detected(Region region, Detection detection) {
    return new Candidate(region, OptionalLong.empty(), Optional.of(detection));
  }

  static Candidate tracked(TrackedFace face) {
    return new Candidate(face.region(), OptionalLong.of(face.trackId()), Optional.empty());
  }

  /** The same place, seen by the detector if it was that before or the other was. */
  Candidate confirmedBy(Candidate other) {
    return new Candidate(region, trackId, detection.or(other::detection));
  }

  /**
   * Whether there is nowhere to look: MediaPipe's sentinel, a region without size, or one that a
   * model's garbage output led to.
   */
  boolean isNowhere() {
    boolean finite =
        Float.isFinite(region.centerX())
            && Float.isFinite(region.centerY())
            && Float.isFinite(region.width())
            && Float.isFinite(region.height())
            && Float.isFinite(region.rotation());
    return !finite || (region.width() == 0 && region.height() == 0);
  }
}
