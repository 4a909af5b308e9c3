package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Merges detected and tracked regions, so that one face is looked for once.
 *
 * <p>MediaPipe's {@code AssociationNormRectCalculator}: of two regions that overlap the later one
 * stays, at the end. What differs is which come later. Either way a tracked face keeps its identity
 * when it is detected anew, and takes over what the detector saw.
 */
enum Association {
  /**
   * The legacy order: detections first, so a tracked face keeps its region. There may be more faces
   * than are sought.
   */
  TRACKED_LAST {
    @Override
    List<Candidate> merge(List<Candidate> detected, List<Candidate> tracked, int maxFaces) {
      return merged(detected, tracked);
    }

    @Override
    boolean isLookedAt(Region detected, List<Track> tracks) {
      return tracks.stream().noneMatch(track -> track.region().overlap(detected) > MIN_OVERLAP);
    }
  },
  /**
   * The order of MediaPipe Tasks: tracked faces first, so a face is looked for where it was
   * detected anew. No more than are sought are left.
   */
  DETECTED_LAST {
    @Override
    List<Candidate> merge(List<Candidate> detected, List<Candidate> tracked, int maxFaces) {
      List<Candidate> all = merged(tracked, detected);
      return all.size() <= maxFaces ? all : new ArrayList<>(all.subList(0, maxFaces));
    }

    @Override
    boolean isLookedAt(Region detected, List<Track> tracks) {
      return true;
    }
  };

  private static final float MIN_OVERLAP = 0.5f;

  /**
   * Merges the candidates of a frame.
   *
   * @param detected what was detected, best first
   * @param tracked what the previous frame left, in its order
   * @param maxFaces how many faces are sought
   * @return a list of the caller's own
   */
  abstract List<Candidate> merge(List<Candidate> detected, List<Candidate> tracked, int maxFaces);

  /** Tells whether a face is looked for where it was detected, whatever is tracked. */
  abstract boolean isLookedAt(Region detected, List<Track> tracks);

  private static List<Candidate> merged(List<Candidate> first, List<Candidate> last) {
    List<Candidate> merged = new ArrayList<>();
    first.forEach(candidate -> add(candidate, merged));
    last.forEach(candidate -> add(candidate, merged));
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
