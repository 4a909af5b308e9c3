package io.meshstream.vision.pose;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import java.util.Random;

/** The canonical head, put somewhere before MediaPipe's camera. */
record PosedFace(Similarity pose) {

  /** A head turned by ML Kit's Euler angles, at a place. */
  static PosedFace at(double yaw, double pitch, double roll, double x, double y, double z) {
    return new PosedFace(
        new Similarity(about(1, yaw).times(about(0, -pitch)).times(about(2, roll)), 1, x, y, z));
  }

  /** A head that a camera might see. */
  static PosedFace random(Random random) {
    return at(
        120 * random.nextDouble() - 60,
        80 * random.nextDouble() - 40,
        360 * random.nextDouble() - 180,
        20 * random.nextDouble() - 10,
        20 * random.nextDouble() - 10,
        -30 - 60 * random.nextDouble());
  }

  /** Where its landmarks are in a picture, with depths of which only the proportions are right. */
  Landmarks seenBy(PerspectiveCamera camera, int width, int height) {
    int count = CanonicalFace.points().size();
    double screenHeight = camera.heightAtOne();
    double screenWidth = screenHeight * width / height;
    double[] points = new double[3 * count];
    double meanDepth = 0;
    for (int i = 0; i < count; i++) {
      write(CanonicalFace.points().get(i), points, 3 * i);
      meanDepth -= points[3 * i + 2] / count;
    }
    float[] values = new float[3 * count];
    for (int i = 0; i < count; i++) {
      double depth = -points[3 * i + 2];
      values[3 * i] = (float) (points[3 * i] / depth / screenWidth + 0.5);
      values[3 * i + 1] = (float) (0.5 - points[3 * i + 1] / depth / screenHeight);
      values[3 * i + 2] = (float) (depth / meanDepth / screenWidth);
    }
    return Landmarks.wrap(values);
  }

  private void write(CanonicalPoint from, double[] target, int at) {
    double[] place = {pose.x(), pose.y(), pose.z()};
    for (int row = 0; row < 3; row++) {
      target[at + row] =
          pose.scale()
                  * (pose.rotation().element(row, 0) * from.x()
                      + pose.rotation().element(row, 1) * from.y()
                      + pose.rotation().element(row, 2) * from.z())
              + place[row];
    }
  }

  private static Quaternion about(int axis, double degrees) {
    double half = Math.toRadians(degrees) / 2;
    double sine = Math.sin(half);
    return new Quaternion(
        Math.cos(half), axis == 0 ? sine : 0, axis == 1 ? sine : 0, axis == 2 ? sine : 0);
  }
}
