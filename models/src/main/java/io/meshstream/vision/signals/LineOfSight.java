package io.meshstream.vision.signals;

import io.meshstream.vision.pose.PoseMatrix;

/**
 * Where a head points, as seen along the line from the camera to it: the three parts of a vector of
 * length 1. A head away from the middle of the picture that points at the camera is frontal, though
 * it is turned against the camera's optical axis.
 *
 * @param right to the right of the picture, the subject's left
 * @param up upwards
 * @param towards to the camera
 */
record LineOfSight(double right, double up, double towards) {

  /** Returns where the face points. */
  static LineOfSight ofFace(PoseMatrix pose) {
    return of(pose, 2);
  }

  /** Returns where the top of the head points. */
  static LineOfSight ofCrown(PoseMatrix pose) {
    return of(pose, 1);
  }

  private static LineOfSight of(PoseMatrix pose, int axis) {
    double distance = length(pose, 3);
    double towardsX = -pose.get(0, 3) / distance;
    double towardsY = -pose.get(1, 3) / distance;
    double towardsZ = -pose.get(2, 3) / distance;
    double level = Math.sqrt(towardsX * towardsX + towardsZ * towardsZ);
    double rightX = towardsZ / level;
    double rightZ = -towardsX / level;
    double scale = length(pose, axis);
    double x = pose.get(0, axis) / scale;
    double y = pose.get(1, axis) / scale;
    double z = pose.get(2, axis) / scale;
    return new LineOfSight(
        rightX * x + rightZ * z,
        (towardsY * rightZ) * x + level * y - (towardsY * rightX) * z,
        towardsX * x + towardsY * y + towardsZ * z);
  }

  private static double length(PoseMatrix pose, int column) {
    double x = pose.get(0, column);
    double y = pose.get(1, column);
    double z = pose.get(2, column);
    return Math.sqrt(x * x + y * y + z * z);
  }
}
