package io.meshstream.vision;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.topology.HandLandmark;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Of two hands most of whose landmarks are near each other's, keeps the first.
 *
 * <p>Follows the {@code HandLandmarksDeduplicationCalculator} of MediaPipe Tasks.
 *
 * @param bySeniority whether the first is the one that has been tracked for longer, rather than the
 *     one that comes first in the output
 */
record HandDuplicates(boolean bySeniority) implements Duplicates {
  private static final int MIN_NEAR = 10;
  private static final float NEAR = 0.2f;
  private static final float MIN_OVERLAP = 0.2f;

  /** The corners of the palm, between which hands are measured. */
  private static final int[] CORNERS = {
    HandLandmark.WRIST.index(),
    HandLandmark.INDEX_FINGER_MCP.index(),
    HandLandmark.PINKY_MCP.index()
  };

  @Override
  public List<Reading> removed(List<Reading> readings, int pictureWidth, int pictureHeight) {
    return Duplicates.without(
        readings,
        bySeniority,
        (reading, other) -> isSame(reading, other, pictureWidth, pictureHeight));
  }

  private static boolean isSame(Reading reading, Reading other, int width, int height) {
    Landmarks one = reading.result().landmarks();
    Landmarks two = other.result().landmarks();
    double near = NEAR * Math.max(size(one, width, height), size(two, width, height));
    long nearPoints =
        IntStream.range(0, one.count())
            .filter(i -> distance(one, i, two, i, width, height) < near)
            .count();
    return nearPoints >= MIN_NEAR && Box.around(one).overlap(Box.around(two)) > MIN_OVERLAP;
  }

  /** Returns the longest side of the palm, in pixels. */
  private static double size(Landmarks hand, int width, int height) {
    double longest = 0;
    for (int i = 0; i < CORNERS.length; i++) {
      int next = CORNERS[(i + 1) % CORNERS.length];
      longest = Math.max(longest, distance(hand, CORNERS[i], hand, next, width, height));
    }
    return longest;
  }

  private static double distance(
      Landmarks one, int point, Landmarks two, int other, int width, int height) {
    return Math.hypot(
        (one.x(point) - two.x(other)) * width, (one.y(point) - two.y(other)) * height);
  }
}
