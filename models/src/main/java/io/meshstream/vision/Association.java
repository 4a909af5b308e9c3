package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Merges detected and tracked regions, so that one face or hand is looked for once.
 *
 * <p>MediaPipe's {@code AssociationNormRectCalculator}: of two regions that overlap the later one
 * stays, at the end. What differs is which come later. In Tasks' {@code HandAssociationCalculator}
 * the earlier one stays. Either way what is tracked keeps its identity when it is detected anew,
 * and takes over what the detector saw.
 */
enum Association {
  /**
   * The legacy order: detections first, so what is tracked keeps its region. There may be more than
   * are sought.
   */
  TRACKED_LAST {
    @Override
    List<Candidate> merge(List<Candidate> detected, List<Candidate> tracked, int most) {
      return merged(detected, tracked);
    }

    @Override
    boolean isLookedAt(Region detected, List<Track> tracks) {
      return isApart(detected, tracks);
    }
  },
  /**
   * The order of MediaPipe Tasks for faces: tracked ones first, so a face is looked for where it
   * was detected anew. No more than are sought are left.
   */
  DETECTED_LAST {
    @Override
    List<Candidate> merge(List<Candidate> detected, List<Candidate> tracked, int most) {
      return first(merged(tracked, detected), most);
    }

    @Override
    boolean isLookedAt(Region detected, List<Track> tracks) {
      return true;
    }
  },
  /**
   * The order of MediaPipe Tasks for hands: all tracked ones stay, and detections come behind them
   * where there is nothing yet. No more than are sought are left.
   */
  TRACKED_FIRST {
    @Override
    List<Candidate> merge(List<Candidate> detected, List<Candidate> tracked, int most) {
      List<Candidate> merged = new ArrayList<>(tracked);
      for (Candidate candidate : detected) {
        OptionalInt there =
            IntStream.range(0, merged.size())
                .filter(i -> overlap(merged.get(i), candidate) > MIN_OVERLAP)
                .findFirst();
        if (there.isEmpty()) {
          merged.add(candidate);
        } else {
          merged.set(there.getAsInt(), merged.get(there.getAsInt()).confirmedBy(candidate));
        }
      }
      return first(merged, most);
    }

    @Override
    boolean isLookedAt(Region detected, List<Track> tracks) {
      return isApart(detected, tracks);
    }
  },
  /** That of MediaPipe Tasks for hands in pictures that stand alone: all detections stay. */
  ALL_DETECTED {
    @Override
    List<Candidate> merge(List<Candidate> detected, List<Candidate> tracked, int most) {
      return first(new ArrayList<>(detected), most);
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
   * @param most how many are sought
   * @return a list of the caller's own
   */
  abstract List<Candidate> merge(List<Candidate> detected, List<Candidate> tracked, int most);

  /** Tells whether all that is tracked is looked at where it is, unless that is twice the same. */
  boolean keepsTracked() {
    return this == TRACKED_LAST || this == TRACKED_FIRST;
  }

  /** Tells whether a region is looked at because it was detected, whatever is tracked. */
  abstract boolean isLookedAt(Region detected, List<Track> tracks);

  private static boolean isApart(Region detected, List<Track> tracks) {
    return tracks.stream().noneMatch(track -> track.region().overlap(detected) > MIN_OVERLAP);
  }

  private static float overlap(Candidate one, Candidate other) {
    return one.region().overlap(other.region());
  }

  private static List<Candidate> first(List<Candidate> all, int most) {
    return all.size() <= most ? all : new ArrayList<>(all.subList(0, most));
  }

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
      if (overlap(other, candidate) > MIN_OVERLAP) {
        all.remove();
        added = added.confirmedBy(other);
      }
    }
    merged.add(added);
  }
}
