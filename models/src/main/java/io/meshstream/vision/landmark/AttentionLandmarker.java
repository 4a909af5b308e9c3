package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.sampling.TensorGrid;
import io.meshstream.vision.signals.CropQuality;
import io.meshstream.vision.topology.RefinedRegion;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads 478 points with MediaPipe's attention mesh: the 468 of the plain mesh, lips and eyes placed
 * more exactly, then five of each iris, the right one's first: its centre, then its edge.
 *
 * <p>Two networks: the first reads the mesh from the crop and leaves feature maps; from crops of
 * these, laid over lips and eyes as the mesh has them, the second reads the points there. Both eyes
 * and the lips share a run.
 */
public final class AttentionLandmarker implements Landmarker {
  private static final int INPUT_SIZE = 192;
  private static final String LANDMARKS = "landmarks";
  private static final String FEATURES = "features";
  private static final String PRESENCE = "presence";

  /** The first network: the mesh in pixels of its input, a presence logit, and feature maps. */
  public static final ModelDescriptor BASE =
      ModelDescriptor.ofPictures(
          "face-attention-base",
          INPUT_SIZE,
          Map.of(
              LANDMARKS,
              3 * Landmarks.MESH_POINTS,
              PRESENCE,
              1,
              FEATURES,
              FeatureCrop.MAPS * FeatureCrop.SOURCE_SIDE * FeatureCrop.SOURCE_SIDE));

  /** The second network: from a crop of each of the three regions to x and y of its points. */
  public static final ModelDescriptor REGIONS =
      new ModelDescriptor(
          "face-attention-regions",
          List.of(
              RefinedRegion.values().length * FeatureCrop.MAPS, FeatureCrop.SIDE, FeatureCrop.SIDE),
          AttentionMerge.OUTPUTS);

  private final ModelRunner base;
  private final ModelRunner regions;
  private final Cropper cropper;

  /**
   * Makes a landmarker.
   *
   * @param base runs {@link #BASE}
   * @param regions runs {@link #REGIONS}
   * @param crop how a region of the picture is cropped
   */
  public AttentionLandmarker(ModelRunner base, ModelRunner regions, CropOptions crop) {
    this.base = base;
    this.regions = regions;
    this.cropper = new Cropper(INPUT_SIZE, crop);
  }

  @Override
  public int inputSize() {
    return INPUT_SIZE;
  }

  @Override
  public SampleLattice samples(Region region, int width, int height) {
    return cropper.samples(region, width, height);
  }

  @Override
  public LandmarkResult read(Picture pixels, Region region) {
    TensorGrid grid = TensorGrid.over(region, pixels.width(), pixels.height());
    float[] points = new float[3 * (Landmarks.MESH_POINTS + Landmarks.IRIS_POINTS)];
    float presence;
    Optional<CropQuality> quality;
    Map<RefinedRegion, RegionTransform> transforms = new EnumMap<>(RefinedRegion.class);
    Slot second;
    try (Slot first = base.claim()) {
      quality = cropper.fill(pixels, grid, first.input());
      first.run();
      presence = first.output(PRESENCE).get(0);
      first.output(LANDMARKS).get(0, points, 0, 3 * Landmarks.MESH_POINTS);
      for (RefinedRegion refined : RefinedRegion.values()) {
        transforms.put(refined, RegionTransform.over(points, refined));
      }
      second = crop(first.output(FEATURES), transforms);
    }
    try (second) {
      second.run();
      AttentionMerge.merge(points, second, transforms);
    }
    return LandmarkResult.of(
        presence, CropProjection.REGION.project(points, INPUT_SIZE, region, grid), quality);
  }

  /**
   * Claims the second network and fills its input, region after region. Not claimed before there
   * are features, for a place that waits to be filled keeps all others of its batch waiting.
   */
  private Slot crop(FloatBuffer features, Map<RefinedRegion, RegionTransform> transforms) {
    Slot slot = regions.claim();
    try {
      FeatureCrop crop = new FeatureCrop(features, slot.input());
      int start = 0;
      for (RegionTransform transform : transforms.values()) {
        crop.fill(transform, start);
        start += FeatureCrop.LENGTH;
      }
      return slot;
    } catch (RuntimeException | Error e) {
      slot.close();
      throw e;
    }
  }
}
