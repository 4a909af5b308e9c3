package io.meshstream.vision.signals;

/**
 * Tells how large a face is in the picture: from the top of the forehead to the chin, or from side
 * to side, whichever is longer, in pixels. Distances are in space, so a face that turns away keeps
 * its size. That is this project's definition.
 */
public final class FaceSize {
  private static final int FOREHEAD = 10;
  private static final int CHIN = 152;
  private static final int RIGHT_SIDE = 234;
  private static final int LEFT_SIDE = 454;

  private FaceSize() {}

  /** Returns that of a face, in pixels. */
  public static double of(FacePoints face) {
    return Math.max(face.distance(FOREHEAD, CHIN), face.distance(RIGHT_SIDE, LEFT_SIDE));
  }
}
