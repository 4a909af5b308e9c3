package io.meshstream.vision;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Merges detected and tracked regions, so that one face is looked for once.
 *
 * <p>MediaPipe's {@code AssociationNormRectCalculator} in the legacy order: detections first, then
 * tracked faces, and of two that overlap the later one stays, at the end. A tracked face hence
 * keeps its region and its identity when it is detected anew, and takes over what the detector saw.
 */
final class Association {
  private static final float MIN_OVERLAP = 0.5f;

  private Association() {}

  static List<Candidate> merge(List<Candidate> detected, List<Candidate> tracked) {
    List<Candidate> merged = new ArrayList<>();
    detected.forEach(candidate -> add(candidate, merged));
    tracked.forEach(candidate -> add(candidate, merged));
    return merged;
  }

  private static void add(Candidate candidate, List<Candidate> merged) {
    Candidate added = candidate;
    for (Iterator<Candidate> all = merged.iterator(); all.hasNext(); ) {
      Candidate other = all.next();
      if (other.region().overlap(candidate.region()) > MIN_OVERLAP) {
        all.remove();
        added = added.confirmedBy(other);
      }
    }
    merged.add(added);
  }
}
