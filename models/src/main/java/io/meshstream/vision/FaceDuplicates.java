package io.meshstream.vision;

import io.meshstream.vision.geometry.Box;
import java.util.List;

/**
 * Of two faces whose landmarks lie over each other, keeps the one that has been tracked for longer,
 * or else was detected better.
 *
 * <p>Faces of two people do not overlap so much: where one hides half of the other, the boxes
 * around their landmarks share a third.
 */
record FaceDuplicates() implements Duplicates {
  private static final float MIN_OVERLAP = 0.5f;

  @Override
  public List<Reading> removed(List<Reading> readings, int pictureWidth, int pictureHeight) {
    return Duplicates.without(readings, /* bySeniority= */ true, FaceDuplicates::isSame);
  }

  private static boolean isSame(Reading one, Reading other) {
    return box(one).overlap(box(other)) > MIN_OVERLAP;
  }

  private static Box box(Reading reading) {
    return Box.around(reading.result().landmarks());
  }
}
