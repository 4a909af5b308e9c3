package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;

/** The way from the pixels of a crop back to the picture that it was taken from. */
final class CropProjection {
  private CropProjection() {}

  /**
   * Projects landmarks as MediaPipe's {@code LandmarkProjectionCalculator} does: the rotation comes
   * before the unequal scaling by width and height, which is right for regions that are square in
   * pixels, and all of Face Mesh's are.
   *
   * @param values x, y, z of each point in pixels of the crop; taken over, as the result's memory
   * @param side of the crop in pixels
   * @param region what was cropped
   */
  static Landmarks project(float[] values, int side, Region region) {
    float cos = (float) Math.cos(region.rotation());
    float sin = (float) Math.sin(region.rotation());
    for (int at = 0; at < values.length; at += 3) {
      float u = values[at] / side - 0.5f;
      float v = values[at + 1] / side - 0.5f;
      values[at] = (cos * u - sin * v) * region.width() + region.centerX();
      values[at + 1] = (sin * u + cos * v) * region.height() + region.centerY();
      values[at + 2] = values[at + 2] / side * region.width();
    }
    return Landmarks.wrap(values);
  }
}
