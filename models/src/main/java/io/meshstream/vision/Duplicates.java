package io.meshstream.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/** Leaves out what was found twice in a frame. Pure, thread-safe. */
interface Duplicates {

  /**
   * Returns the readings that are of one face or hand each, in the same order.
   *
   * @param pictureWidth columns of the picture
   * @param pictureHeight its rows
   */
  List<Reading> removed(List<Reading> readings, int pictureWidth, int pictureHeight);

  /** Returns MediaPipe's way with faces: two tracks may be of one. */
  static Duplicates kept() {
    return (readings, pictureWidth, pictureHeight) -> readings;
  }

  /**
   * Returns those readings that are not of the same as one that goes first, in the same order.
   *
   * @param bySeniority whether those go first that have been tracked for longer, or else were
   *     detected better, rather than those that come first
   */
  static List<Reading> without(
      List<Reading> readings, boolean bySeniority, BiPredicate<Reading, Reading> isSame) {
    List<Reading> ranked = new ArrayList<>(readings);
    if (bySeniority) {
      ranked.sort(Comparator.comparingLong(reading -> reading.candidate().seniority()));
    }
    List<Reading> kept = new ArrayList<>();
    for (Reading reading : ranked) {
      if (kept.stream().noneMatch(other -> isSame.test(reading, other))) {
        kept.add(reading);
      }
    }
    return readings.stream().filter(kept::contains).toList();
  }
}
