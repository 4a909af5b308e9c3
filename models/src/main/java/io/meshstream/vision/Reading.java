package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.landmark.LandmarkResult;
import java.util.Optional;

/**
 * A region that was looked at.
 *
 * @param candidate the region, and why it was looked at
 * @param result what the landmark model made of it
 */
record Reading(Candidate candidate, LandmarkResult result) {

  /** Returns the same, looked at for another reason as well. */
  Reading of(Candidate other) {
    return new Reading(other, result);
  }

  /** Returns where a face is that no track led to; empty if one did. */
  Optional<Region> newPlace() {
    return candidate.track().isPresent() ? Optional.empty() : Optional.of(candidate.region());
  }
}
