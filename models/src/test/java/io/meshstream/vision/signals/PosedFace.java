package io.meshstream.vision.signals;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import java.util.List;

/**
 * The canonical face with lids, lips, eyes and head moved, as a camera sees it. Angles are degrees.
 *
 * @param lids how far the lids are apart, 1 as in the canonical face
 * @param jaw how far the lower lip is moved down, in centimetres
 * @param gazeLeft by how much the eyes turn to the subject's left of the camera
 * @param gazeUp by how much they turn upwards
 * @param yaw by how much the head turns to the subject's left
 * @param pitch by how much it turns upwards
 * @param roll by how much it tilts counter-clockwise in the picture
 * @param x centimetres by which it is to the right of the picture's middle
 * @param distance centimetres from the camera
 * @param width the picture's width in pixels
 * @param height its height
 */
record PosedFace(
    double lids,
    double jaw,
    double gazeLeft,
    double gazeUp,
    double yaw,
    double pitch,
    double roll,
    double x,
    double distance,
    int width,
    int height) {
  private static final int MESH = 468;
  private static final int IRIS_POINTS = 5;
  private static final double IRIS_TO_MIDDLE = 1.0;
  private static final double IRIS_RADIUS = 0.585;
  private static final double IRIS_ABOVE_CORNERS = 0.17;
  private static final List<Integer> LOWER_LIP = List.of(87, 14, 317);

  static PosedFace frontal() {
    return new PosedFace(1, 0, 0, 0, 0, 0, 0, 0, 50, 640, 480);
  }

  PosedFace withLids(double value) {
    return new PosedFace(
        value, jaw, gazeLeft, gazeUp, yaw, pitch, roll, x, distance, width, height);
  }

  PosedFace withJaw(double value) {
    return new PosedFace(
        lids, value, gazeLeft, gazeUp, yaw, pitch, roll, x, distance, width, height);
  }

  PosedFace looking(double left, double up) {
    return new PosedFace(lids, jaw, left, up, yaw, pitch, roll, x, distance, width, height);
  }

  PosedFace turned(double newYaw, double newPitch, double newRoll) {
    return new PosedFace(
        lids, jaw, gazeLeft, gazeUp, newYaw, newPitch, newRoll, x, distance, width, height);
  }

  PosedFace at(double newX, double newDistance) {
    return new PosedFace(
        lids, jaw, gazeLeft, gazeUp, yaw, pitch, roll, newX, newDistance, width, height);
  }

  PosedFace in(int newWidth, int newHeight) {
    return new PosedFace(
        lids, jaw, gazeLeft, gazeUp, yaw, pitch, roll, x, distance, newWidth, newHeight);
  }

  /** Returns the face's landmarks without irises. */
  FacePoints mesh() {
    return points(MESH);
  }

  /** Returns its landmarks with irises. */
  FacePoints withIrises() {
    return points(MESH + 2 * IRIS_POINTS);
  }

  /** Returns where the library finds the head. */
  PoseMatrix pose() {
    return new FaceGeometrySolver(PerspectiveCamera.mediaPipe())
        .solve(mesh().landmarks(), width, height)
        .orElseThrow()
        .pose();
  }

  private FacePoints points(int count) {
    float[] values = new float[3 * count];
    for (int i = 0; i < MESH; i++) {
      write(turn(shaped(i)), values, i);
    }
    if (count > MESH) {
      writeIris(Eye.RIGHT, values);
      writeIris(Eye.LEFT, values);
    }
    return new FacePoints(Landmarks.wrap(values), width, height);
  }

  private double[] shaped(int index) {
    CanonicalPoint point = CanonicalFace.points().get(index);
    double y = point.y();
    for (Eye eye : List.of(Eye.LEFT, Eye.RIGHT)) {
      y = closed(eye.outerUpper(), eye.outerLower(), index, y);
      y = closed(eye.innerUpper(), eye.innerLower(), index, y);
    }
    if (LOWER_LIP.contains(index)) {
      y -= jaw;
    }
    return new double[] {point.x(), y, point.z()};
  }

  private double closed(int upper, int lower, int index, double y) {
    if (index != upper && index != lower) {
      return y;
    }
    double middle =
        (CanonicalFace.points().get(upper).y() + CanonicalFace.points().get(lower).y()) / 2.0;
    return middle + lids * (y - middle);
  }

  /** Draws an iris where the eyeball turns it, seen from straight ahead. */
  private void writeIris(Eye eye, float[] values) {
    double[] outer = turn(shaped(eye.outer()));
    double[] inner = turn(shaped(eye.inner()));
    double[] up = rotate(new double[] {0, IRIS_ABOVE_CORNERS, 0});
    double[] middle = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      middle[axis] = (outer[axis] + inner[axis]) / 2 + up[axis];
    }
    middle[0] += IRIS_TO_MIDDLE * Math.sin(Math.toRadians(gazeLeft));
    middle[1] += IRIS_TO_MIDDLE * Math.sin(Math.toRadians(gazeUp));
    write(middle, values, eye.iris());
    for (int i = 1; i < IRIS_POINTS; i++) {
      double angle = Math.PI / 2 * (i - 1);
      write(
          new double[] {
            middle[0] + IRIS_RADIUS * Math.cos(angle),
            middle[1] + IRIS_RADIUS * Math.sin(angle),
            middle[2]
          },
          values,
          eye.iris() + i);
    }
  }

  private double[] turn(double[] point) {
    double[] turned = rotate(point);
    turned[0] += x;
    turned[2] -= distance;
    return turned;
  }

  /** Rolls, then pitches, then yaws about axes that stay: the head's own, in the other order. */
  private double[] rotate(double[] point) {
    double[] rolled = about(point, 0, 1, roll);
    double[] pitched = about(rolled, 1, 2, -pitch);
    return about(pitched, 2, 0, yaw);
  }

  private static double[] about(double[] point, int from, int to, double degrees) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double[] turned = point.clone();
    turned[from] = cos * point[from] - sin * point[to];
    turned[to] = sin * point[from] + cos * point[to];
    return turned;
  }

  private void write(double[] point, float[] values, int index) {
    double focal = height / (2 * Math.tan(Math.toRadians(63.0 / 2)));
    values[3 * index] = (float) (0.5 + focal * point[0] / -point[2] / width);
    values[3 * index + 1] = (float) (0.5 - focal * point[1] / -point[2] / height);
    values[3 * index + 2] = (float) (focal * (-point[2] - distance) / distance / width);
  }
}
