package io.meshstream.vision.signals;

/**
 * Tells how far an eye is open: the eye aspect ratio of Soukupova and Cech, "Real-Time Eye Blink
 * Detection using Facial Landmarks" (2016): the mean distance of the lids, measured in two places,
 * over the distance of the eye's corners. Here the distances are in space, so that a turned head
 * changes the ratio less.
 *
 * <p>It has no unit: about 0.3 where an eye is open, below 0.15 where it is closed. People differ,
 * so compare with the same person's usual value where that is known. Not a number where the corners
 * coincide.
 */
public final class EyeOpenness {

  private EyeOpenness() {}

  /** Returns that of the subject's left eye, which is on the right of the picture. */
  public static double left(FacePoints face) {
    return Eye.LEFT.openness(face);
  }

  /** Returns that of the subject's right eye. */
  public static double right(FacePoints face) {
    return Eye.RIGHT.openness(face);
  }
}
