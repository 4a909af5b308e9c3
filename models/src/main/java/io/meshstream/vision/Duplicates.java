package io.meshstream.vision;

import io.meshstream.vision.geometry.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Leaves out faces that are there twice: of two whose landmarks lie over each other the one stays
 * that has been tracked for longer, or else was detected better.
 *
 * <p>Faces of two people do not overlap so much: where one hides half of the other, the boxes
 * around their landmarks share a third.
 */
final class Duplicates {
  private static final float MIN_OVERLAP = 0.5f;

  private static final Comparator<Reading> TRACKED_FOR_LONGER =
      Comparator.comparingLong(reading -> reading.candidate().seniority());

  private Duplicates() {}

  /** Returns the readings that are of a face each, in the same order. */
  static List<Reading> removed(List<Reading> readings) {
    List<Reading> kept = new ArrayList<>();
    readings.stream()
        .sorted(TRACKED_FOR_LONGER)
        .filter(reading -> kept.stream().noneMatch(other -> isSame(reading, other)))
        .forEach(kept::add);
    return readings.stream().filter(kept::contains).toList();
  }

  private static boolean isSame(Reading one, Reading other) {
    return box(one).overlap(box(other)) > MIN_OVERLAP;
  }

  private static Box box(Reading reading) {
    return Box.around(reading.result().landmarks());
  }
}
