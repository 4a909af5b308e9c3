package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.sampling.Border;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.sampling.TensorGrid;
import io.meshstream.vision.sampling.TensorSampler;
import io.meshstream.vision.sampling.ValueRange;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the points of the hand in a region, in the picture and in metres, and which hand it is.
 *
 * <p>Follows MediaPipe's {@code hand_landmark_cpu} graph, in the same 32-bit arithmetic: the
 * model's presence and handedness are scores, no logits, and its z is larger than its x and y are.
 */
public final class HandLandmarker implements Landmarker {
  private static final int INPUT_SIZE = 224;
  private static final int COORDINATES = 3;
  private static final int VALUES = COORDINATES * Landmarks.HAND_POINTS;

  /** What the model's z is divided by, {@code normalize_z}. */
  private static final float Z_SCALE = 0.4f;

  private static final String LANDMARKS = "landmarks";
  private static final String PRESENCE = "presence";
  private static final String HANDEDNESS = "handedness";
  private static final String WORLD = "world";

  /** The exact network. */
  public static final ModelDescriptor FULL = model("hand-landmarks-full");

  /** The fast network. */
  public static final ModelDescriptor LITE = model("hand-landmarks-lite");

  private final ModelRunner model;
  private final TensorSampler sampler;

  /**
   * Makes a landmarker.
   *
   * @param model runs {@link #FULL} or {@link #LITE}
   * @param sampling which convention the crop follows
   */
  public HandLandmarker(ModelRunner model, Sampling sampling) {
    this.model = model;
    this.sampler = new TensorSampler(INPUT_SIZE, ValueRange.UNIT, Border.REPLICATE, sampling);
  }

  private static ModelDescriptor model(String name) {
    return ModelDescriptor.ofPictures(
        name, INPUT_SIZE, Map.of(LANDMARKS, VALUES, PRESENCE, 1, HANDEDNESS, 1, WORLD, VALUES));
  }

  @Override
  public int inputSize() {
    return INPUT_SIZE;
  }

  @Override
  public SampleLattice samples(Region region, int width, int height) {
    return sampler.lattice(TensorGrid.around(region, width, height), width, height);
  }

  @Override
  public LandmarkResult read(Picture pixels, Region region) {
    TensorGrid grid = TensorGrid.around(region, pixels.width(), pixels.height());
    try (Slot slot = model.claim()) {
      sampler.sample(pixels, grid, slot.input());
      slot.run();
      return new LandmarkResult(
          slot.output(PRESENCE).get(0),
          projected(values(slot.output(LANDMARKS)), region, pixels.width(), pixels.height()),
          Optional.empty(),
          Optional.of(
              new HandEstimate(
                  slot.output(HANDEDNESS).get(0),
                  turned(values(slot.output(WORLD)), region.rotation()))));
    }
  }

  private static float[] values(FloatBuffer output) {
    float[] values = new float[VALUES];
    output.get(0, values);
    return values;
  }

  /**
   * Returns points of a crop as points of the picture.
   *
   * @param values x, y, z of each in pixels of the crop; taken over
   */
  static Landmarks projected(float[] values, Region region, int width, int height) {
    float ratio = region.height() * height / (region.width() * width);
    // Regions are square but for rounding, so this is next to nothing; MediaPipe reckons with it.
    float left = ratio < 1 ? 0 : (1 - 1 / ratio) / 2;
    float top = ratio < 1 ? (1 - ratio) / 2 : 0;
    float shownWidth = 1 - 2 * left;
    float shownHeight = 1 - 2 * top;
    float cos = (float) Math.cos(region.rotation());
    float sin = (float) Math.sin(region.rotation());
    for (int at = 0; at < values.length; at += COORDINATES) {
      float u = (values[at] / INPUT_SIZE - left) / shownWidth - 0.5f;
      float v = (values[at + 1] / INPUT_SIZE - top) / shownHeight - 0.5f;
      values[at] = (cos * u - sin * v) * region.width() + region.centerX();
      values[at + 1] = (sin * u + cos * v) * region.height() + region.centerY();
      values[at + 2] = values[at + 2] / INPUT_SIZE / Z_SCALE / shownWidth * region.width();
    }
    return Landmarks.wrap(values);
  }

  /** Returns points turned clockwise about the origin, in the plane of the picture. */
  static Landmarks turned(float[] values, float angle) {
    float cos = (float) Math.cos(angle);
    float sin = (float) Math.sin(angle);
    for (int at = 0; at < values.length; at += COORDINATES) {
      float x = values[at];
      float y = values[at + 1];
      values[at] = cos * x - sin * y;
      values[at + 1] = sin * x + cos * y;
    }
    return Landmarks.wrap(values);
  }
}
