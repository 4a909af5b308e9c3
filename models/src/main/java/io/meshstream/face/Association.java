package io.meshstream.face;

import java.util.ArrayList;
import java.util.List;

/**
 * Merges detected and tracked regions, so that one face is looked for once.
 *
 * <p>MediaPipe's {@code AssociationNormRectCalculator} in the legacy order: detections first, then
 * tracked faces, and of two that overlap the later one stays, at the end. A tracked face hence
 * keeps its region and its identity when it is detected anew.
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
    merged.removeIf(other -> other.region().overlap(candidate.region()) > MIN_OVERLAP);
    merged.add(candidate);
  }
}
