package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
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

/**
 * Reads the 468 points of the face in a region: crop, network, presence, and back to the picture's
 * coordinates.
 */
public final class FaceLandmarker implements Landmarker {
  private static final int POINTS = 468;
  private static final String LANDMARKS = "landmarks";
  private static final String PRESENCE = "presence";

  /** The 468-point face mesh: coordinates in pixels of its input, and a presence logit. */
  public static final ModelDescriptor FACE_MESH_468 =
      new ModelDescriptor(
          "face-landmarks-468", 192, ValueRange.UNIT, Map.of(LANDMARKS, 3 * POINTS, PRESENCE, 1));

  private final ModelRunner model;
  private final int inputSize = FACE_MESH_468.inputSize();
  private final TensorSampler sampler;

  /**
   * Makes a landmarker.
   *
   * @param model runs {@link #FACE_MESH_468}
   * @param sampling which convention the crop follows
   */
  public FaceLandmarker(ModelRunner model, Sampling sampling) {
    this.model = model;
    this.sampler =
        new TensorSampler(inputSize, FACE_MESH_468.inputRange(), Border.REPLICATE, sampling);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public LandmarkResult read(Picture pixels, Region region) {
    TensorGrid grid = TensorGrid.over(region, pixels.width(), pixels.height());
    try (Slot slot = model.claim()) {
      sampler.sample(pixels, grid, slot.input());
      slot.run();
      double logit = slot.output(PRESENCE).get(0);
      double presence = 1 / (1 + Math.exp(-logit));
      return new LandmarkResult(presence, project(slot.output(LANDMARKS), region));
    }
  }

  /**
   * From crop pixels to the picture. The rotation comes before the unequal scaling by width and
   * height, as in MediaPipe's {@code LandmarkProjectionCalculator}: right for regions that are
   * square in pixels, and all of Face Mesh's are.
   */
  private Landmarks project(FloatBuffer raw, Region region) {
    float cos = (float) Math.cos(region.rotation());
    float sin = (float) Math.sin(region.rotation());
    float[] values = new float[3 * POINTS];
    for (int at = 0; at < values.length; at += 3) {
      float u = raw.get(at) / inputSize - 0.5f;
      float v = raw.get(at + 1) / inputSize - 0.5f;
      values[at] = (cos * u - sin * v) * region.width() + region.centerX();
      values[at + 1] = (sin * u + cos * v) * region.height() + region.centerY();
      values[at + 2] = raw.get(at + 2) / inputSize * region.width();
    }
    return Landmarks.wrap(values);
  }
}
