package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which faces that have come back are which that were lost, by where they are.
 *
 * <p>Pairs are made greedily, those that overlap most first, down to an intersection over union of
 * {@value #MIN_OVERLAP}: the default of SORT (Bewley et al., 2016), which for these regions means
 * that a face has moved by less than its size. Of equals the track that is lost for less time, then
 * the older one, is taken first.
 */
final class Reunion {
  static final float MIN_OVERLAP = 0.3f;

  private static final Comparator<Pair> BEST_FIRST =
      Comparator.comparingDouble((Pair pair) -> -pair.overlap())
          .thenComparingInt(pair -> pair.lost().frames())
          .thenComparingLong(pair -> pair.lost().id())
          .thenComparingInt(Pair::place);

  private final Map<Integer, LostTrack> byPlace = new HashMap<>();
  private final List<LostTrack> stillLost;

  /**
   * Pairs faces with tracks.
   *
   * @param places where there are faces without a track
   * @param lost the tracks without a face
   */
  Reunion(List<Optional<Region>> places, List<LostTrack> lost) {
    List<Pair> pairs = new ArrayList<>();
    for (int place = 0; place < places.size(); place++) {
      for (LostTrack track : lost) {
        float overlap = places.get(place).map(track.region()::overlap).orElse(0f);
        if (overlap >= MIN_OVERLAP) {
          pairs.add(new Pair(place, track, overlap));
        }
      }
    }
    stillLost = new ArrayList<>(lost);
    pairs.stream().sorted(BEST_FIRST).forEach(this::pair);
  }

  private void pair(Pair pair) {
    if (!byPlace.containsKey(pair.place()) && stillLost.remove(pair.lost())) {
      byPlace.put(pair.place(), pair.lost());
    }
  }

  /** Returns the id of the face at a place, if it is one that was lost. */
  Optional<Long> idOf(int place) {
    return Optional.ofNullable(byPlace.get(place)).map(LostTrack::id);
  }

  /** Returns the tracks that still have no face. */
  List<LostTrack> stillLost() {
    return stillLost;
  }

  private record Pair(int place, LostTrack lost, float overlap) {}
}
