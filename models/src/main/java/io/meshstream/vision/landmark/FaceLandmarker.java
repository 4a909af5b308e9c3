package io.meshstream.vision.landmark;

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
import java.util.Map;

/**
 * Reads the 468 points of the face in a region: crop, network, presence, and back to the picture's
 * coordinates.
 */
public final class FaceLandmarker implements Landmarker {
  private static final int POINTS = 468;
  private static final int INPUT_SIZE = 192;
  private static final String LANDMARKS = "landmarks";
  private static final String PRESENCE = "presence";

  /** The 468-point face mesh: coordinates in pixels of its input, and a presence logit. */
  public static final ModelDescriptor FACE_MESH_468 =
      ModelDescriptor.ofPictures(
          "face-landmarks-468", INPUT_SIZE, Map.of(LANDMARKS, 3 * POINTS, PRESENCE, 1));

  private final ModelRunner model;
  private final TensorSampler sampler;

  /**
   * Makes a landmarker.
   *
   * @param model runs {@link #FACE_MESH_468}
   * @param sampling which convention the crop follows
   */
  public FaceLandmarker(ModelRunner model, Sampling sampling) {
    this.model = model;
    this.sampler = new TensorSampler(INPUT_SIZE, ValueRange.UNIT, Border.REPLICATE, sampling);
  }

  @Override
  public int inputSize() {
    return INPUT_SIZE;
  }

  @Override
  public LandmarkResult read(Picture pixels, Region region) {
    TensorGrid grid = TensorGrid.over(region, pixels.width(), pixels.height());
    try (Slot slot = model.claim()) {
      sampler.sample(pixels, grid, slot.input());
      slot.run();
      float[] values = new float[3 * POINTS];
      slot.output(LANDMARKS).get(0, values);
      return LandmarkResult.of(
          slot.output(PRESENCE).get(0), CropProjection.project(values, INPUT_SIZE, region));
    }
  }
}
