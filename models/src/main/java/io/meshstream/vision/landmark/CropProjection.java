package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.sampling.TensorGrid;

/**
 * The way from the pixels of a crop back to the picture that it was taken from: the two of
 * MediaPipe's {@code LandmarkProjectionCalculator}. For regions that are square in pixels they
 * differ only in z.
 */
enum CropProjection {
  /**
   * By the region, as in the legacy graphs: the rotation comes before the unequal scaling by width
   * and height, which is right for regions that are square in pixels. z is in widths of the region.
   */
  REGION {
    @Override
    Landmarks project(float[] values, int side, Region region, TensorGrid grid) {
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
  },
  /**
   * By the matrix of the crop, as in Tasks. The unit of z is the length, in normalised coordinates,
   * of the crop's upper edge: in pictures that are not square it depends on how the region is
   * turned.
   */
  MATRIX {
    @Override
    Landmarks project(float[] values, int side, Region region, TensorGrid grid) {
      float unit =
          (float)
              Math.hypot(
                  grid.pictureX(1, 0) - grid.pictureX(0, 0),
                  grid.pictureY(1, 0) - grid.pictureY(0, 0));
      for (int at = 0; at < values.length; at += 3) {
        float x = values[at] / side;
        float y = values[at + 1] / side;
        values[at] = grid.pictureX(x, y);
        values[at + 1] = grid.pictureY(x, y);
        values[at + 2] = values[at + 2] / side * unit;
      }
      return Landmarks.wrap(values);
    }
  };

  /**
   * Projects landmarks.
   *
   * @param values x, y, z of each point in pixels of the crop; taken over, as the result's memory
   * @param side of the crop in pixels
   * @param region what was cropped
   * @param grid how it was
   */
  abstract Landmarks project(float[] values, int side, Region region, TensorGrid grid);
}
