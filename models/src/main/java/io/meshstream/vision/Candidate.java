package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Region;
import java.util.Optional;

/**
 * A region of the current frame that may hold a face.
 *
 * @param region where to look
 * @param track the tracked face whose region it is, empty for a fresh detection
 * @param detection what the detector saw there, if anything
 */
record Candidate(Region region, Optional<Track> track, Optional<Detection> detection) {

  static Candidate detected(Region region, Detection detection) {
    return new Candidate(region, Optional.empty(), Optional.of(detection));
  }

  static Candidate tracked(Track track) {
    return new Candidate(track.region(), Optional.of(track), Optional.empty());
  }

  /**
   * Returns the same place, as that of the other's face: tracked if it was that before or the other
   * was, and seen by the detector likewise.
   */
  Candidate confirmedBy(Candidate other) {
    return new Candidate(region, track.or(other::track), detection.or(other::detection));
  }

  /** Returns a number that is lower for what has been tracked for longer, highest for the new. */
  long seniority() {
    return track.map(Track::id).orElse(Long.MAX_VALUE);
  }

  /**
   * Tells whether there is nowhere to look: MediaPipe's sentinel, a region without size, or one
   * that a model's garbage output led to.
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
