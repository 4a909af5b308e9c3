package io.meshstream.vision.signals;

import io.meshstream.vision.pose.PoseMatrix;

/**
 * Tells how squarely a face is seen: the cosine of the angle between the direction in which it
 * points and the line from it to the camera, which is the part of a flat face's area that is left
 * in the picture.
 *
 * <p>It has no unit: 1 where the face points at the camera, 0.7 at 45 degrees, 0 from 90 degrees
 * on. Roll does not change it. Quality measures for face recognition, such as those of ISO/IEC
 * 29794-5, rate yaw and pitch by cosines, too, each by itself.
 */
public final class Frontalness {

  private Frontalness() {}

  /** Returns that of a head. */
  public static double of(PoseMatrix pose) {
    return Math.max(0, Math.min(1, LineOfSight.ofFace(pose).towards()));
  }
}
