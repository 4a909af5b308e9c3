package io.meshstream.face;

import io.meshstream.face.geometry.Region;
import java.util.OptionalLong;

/**
 * A region of the current frame that may hold a face.
 *
 * @param region where to look
 * @param trackId the identity of the tracked face, empty for a fresh detection
 */
record Candidate(Region region, OptionalLong trackId) {

  static Candidate detected(Region region) {
    return new Candidate(region, OptionalLong.empty());
  }

  static Candidate tracked(TrackedFace face) {
    return new Candidate(face.region(), OptionalLong.of(face.trackId()));
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
