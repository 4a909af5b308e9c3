package io.meshstream.vision.pose;

/**
 * How a head is turned against the camera, and where its centre is.
 *
 * <p>The signs are those of ML Kit's Euler Y, X and Z. All angles are 0 where the head looks
 * straight against the camera's optical axis; they turn one after another about the head's own
 * axes: first yaw, then pitch, then roll.
 *
 * @param yaw degrees, -180 to 180; positive: looks to the right of the picture, the subject's left
 * @param pitch degrees, -90 to 90; positive: looks up
 * @param roll degrees, -180 to 180; positive: tilted counter-clockwise in the picture
 * @param x centimetres to the right of the camera's optical axis, in the picture
 * @param y centimetres above it
 * @param z centimetres along it; negative: before the camera
 */
public record HeadPose(float yaw, float pitch, float roll, float x, float y, float z) {

  /** From here up, a head that looks straight up or down has no yaw but a roll. */
  private static final double STRAIGHT_UP = 1 - 1e-9;

  static HeadPose of(PoseMatrix matrix) {
    double scale =
        Math.sqrt(square(matrix.get(0, 2)) + square(matrix.get(1, 2)) + square(matrix.get(2, 2)));
    double upwards = Math.max(-1, Math.min(1, matrix.get(1, 2) / scale));
    boolean isGimbalLocked = Math.abs(upwards) > STRAIGHT_UP;
    double yaw =
        isGimbalLocked
            ? StrictMath.atan2(-matrix.get(2, 0), matrix.get(0, 0))
            : StrictMath.atan2(matrix.get(0, 2), matrix.get(2, 2));
    double roll = isGimbalLocked ? 0 : StrictMath.atan2(matrix.get(1, 0), matrix.get(1, 1));
    return new HeadPose(
        degrees(yaw),
        degrees(StrictMath.asin(upwards)),
        degrees(roll),
        matrix.get(0, 3),
        matrix.get(1, 3),
        matrix.get(2, 3));
  }

  private static double square(double value) {
    return value * value;
  }

  private static float degrees(double radians) {
    return (float) StrictMath.toDegrees(radians);
  }
}
