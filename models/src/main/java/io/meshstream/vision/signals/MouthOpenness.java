package io.meshstream.vision.signals;

/**
 * Tells how far a mouth is open: the mean distance of the inner edges of the lips, measured in the
 * middle and on both sides of it, over the distance of the inner corners, all in space. That is the
 * eye aspect ratio of Soukupova and Cech (2016) for the inner lips, whose eight points are those of
 * the 300-W annotation (Sagonas et al., 2013).
 *
 * <p>It has no unit: 0 where the lips touch, 1 where the opening is as high as it is wide. Not a
 * number where the corners coincide.
 */
public final class MouthOpenness {
  private static final int RIGHT_CORNER = 78;
  private static final int LEFT_CORNER = 308;
  private static final int[] UPPER = {82, 13, 312};
  private static final int[] LOWER = {87, 14, 317};

  private MouthOpenness() {}

  /** Returns that of a face. */
  public static double of(FacePoints face) {
    double sum = 0;
    for (int i = 0; i < UPPER.length; i++) {
      sum += face.distance(UPPER[i], LOWER[i]);
    }
    return sum / (UPPER.length * face.distance(RIGHT_CORNER, LEFT_CORNER));
  }
}
