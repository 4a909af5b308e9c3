package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.sampling.Border;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.sampling.TensorGrid;
import io.meshstream.vision.sampling.TensorSampler;
import io.meshstream.vision.sampling.ValueRange;
import java.nio.FloatBuffer;

/**
 * Reads the 468 points of the face in a region: crop, network, presence, and back to the picture's
 * coordinates.
 *
 * <p>Immutable and thread-safe; each call brings a slot of its own.
 */
public final class LandmarkRegressor {
  /** Points of the mesh. */
  public static final int POINTS = 468;

  /** Side of the model's square input, in pixels. */
  public static final int INPUT_SIZE = 192;

  private static final String LANDMARKS = "landmarks";
  private static final String PRESENCE = "presence";

  private final TensorSampler sampler;

  /** A regressor whose crop follows a sampling convention. */
  public LandmarkRegressor(Sampling sampling) {
    this.sampler = new TensorSampler(INPUT_SIZE, ValueRange.UNIT, Border.REPLICATE, sampling);
  }

  /**
   * What the model sees in a region, whether or not it is a face.
   *
   * @param slot a fresh place in the landmark model
   */
  public Regression regress(Picture picture, Region region, Slot slot) {
    TensorGrid grid = TensorGrid.over(region, picture.width(), picture.height());
    sampler.sample(picture, grid, slot.input());
    slot.run();
    double logit = slot.output(PRESENCE).get(0);
    double presence = 1 / (1 + Math.exp(-logit));
    return new Regression(presence, project(slot.output(LANDMARKS), region));
  }

  /**
   * From crop pixels to the picture. The rotation comes before the unequal scaling by width and
   * height, as in MediaPipe's {@code LandmarkProjectionCalculator}: right for regions that are
   * square in pixels, and all of Face Mesh's are.
   */
  static Landmarks project(FloatBuffer raw, Region region) {
    float cos = (float) Math.cos(region.rotation());
    float sin = (float) Math.sin(region.rotation());
    float[] values = new float[3 * POINTS];
    for (int at = 0; at < values.length; at += 3) {
      float u = raw.get(at) / INPUT_SIZE - 0.5f;
      float v = raw.get(at + 1) / INPUT_SIZE - 0.5f;
      values[at] = (cos * u - sin * v) * region.width() + region.centerX();
      values[at + 1] = (sin * u + cos * v) * region.height() + region.centerY();
      values[at + 2] = raw.get(at + 2) / INPUT_SIZE * region.width();
    }
    return Landmarks.wrap(values);
  }
}
