package io.meshstream.vision.pose;

import io.meshstream.vision.geometry.Landmarks;

/**
 * A face as it appears on a screen at distance 1 from the camera, with depths of which only the
 * proportions are known.
 *
 * @param landmarks the face in its picture
 * @param width the screen's width
 * @param height the screen's height
 * @param depth the mean depth of all points
 */
record ScreenFace(Landmarks landmarks, double width, double height, double depth) {

  static ScreenFace of(Landmarks landmarks, double width, double height) {
    double sum = 0;
    for (int i = 0; i < Landmarks.MESH_POINTS; i++) {
      sum += landmarks.z(i) * width;
    }
    return new ScreenFace(landmarks, width, height, sum / Landmarks.MESH_POINTS);
  }

  /** Writes a point as if the camera saw no perspective: x, y, z from {@code at}. */
  void writeFlat(int landmark, double[] target, int at) {
    target[at] = x(landmark);
    target[at + 1] = y(landmark);
    target[at + 2] = -landmarks.z(landmark) * width;
  }

  /**
   * Writes where a point is before the camera: x, y, z from {@code at}.
   *
   * @param scale how many of the screen's units are a unit there
   */
  void write(int landmark, double scale, double[] target, int at) {
    double distance = (landmarks.z(landmark) * width - depth + 1) / scale;
    target[at] = x(landmark) * distance;
    target[at + 1] = y(landmark) * distance;
    target[at + 2] = -distance;
  }

  private double x(int landmark) {
    return (landmarks.x(landmark) - 0.5) * width;
  }

  private double y(int landmark) {
    return (0.5 - landmarks.y(landmark)) * height;
  }
}
