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
import java.util.Map;
import java.util.Optional;

/**
 * Reads the points of the face in a region: crop, network, presence, and back to the picture's
 * coordinates.
 */
public final class FaceLandmarker implements Landmarker {
  private static final int COORDINATES = 3;
  private static final String LANDMARKS = "landmarks";
  private static final String PRESENCE = "presence";

  /** The 468-point face mesh: coordinates in pixels of its input, and a presence logit. */
  public static final ModelDescriptor FACE_MESH_468 =
      model("face-landmarks-468", 192, Landmarks.MESH_POINTS);

  /** The 478 points of MediaPipe's Face Landmarker, irises included, likewise. */
  public static final ModelDescriptor FACE_LANDMARKS_478 =
      model("face-landmarks-478", 256, Landmarks.MESH_POINTS + Landmarks.IRIS_POINTS);

  private final ModelRunner model;
  private final int values;
  private final int inputSize;
  private final Cropper cropper;
  private final CropProjection projection;

  private FaceLandmarker(
      ModelDescriptor descriptor, ModelRunner model, CropOptions crop, CropProjection projection) {
    this.model = model;
    this.values = descriptor.outputs().get(LANDMARKS);
    this.inputSize = descriptor.inputShape().get(1);
    this.cropper = new Cropper(inputSize, crop);
    this.projection = projection;
  }

  /**
   * Makes a landmarker of MediaPipe's Face Mesh.
   *
   * @param model runs {@link #FACE_MESH_468}
   * @param crop how a region is cropped
   */
  public static FaceLandmarker faceMesh(ModelRunner model, CropOptions crop) {
    return new FaceLandmarker(FACE_MESH_468, model, crop, CropProjection.REGION);
  }

  /**
   * Makes a landmarker of MediaPipe Tasks' Face Landmarker.
   *
   * @param model runs {@link #FACE_LANDMARKS_478}
   * @param crop how a region is cropped
   */
  public static FaceLandmarker tasks(ModelRunner model, CropOptions crop) {
    return new FaceLandmarker(FACE_LANDMARKS_478, model, crop, CropProjection.MATRIX);
  }

  private static ModelDescriptor model(String name, int inputSize, int points) {
    return ModelDescriptor.ofPictures(
        name, inputSize, Map.of(LANDMARKS, COORDINATES * points, PRESENCE, 1));
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public SampleLattice samples(Region region, int width, int height) {
    return cropper.samples(region, width, height);
  }

  @Override
  public LandmarkResult read(Picture pixels, Region region) {
    TensorGrid grid = TensorGrid.over(region, pixels.width(), pixels.height());
    try (Slot slot = model.claim()) {
      Optional<CropQuality> quality = cropper.fill(pixels, grid, slot.input());
      slot.run();
      float[] points = new float[values];
      slot.output(LANDMARKS).get(0, points);
      return LandmarkResult.of(
          slot.output(PRESENCE).get(0),
          projection.project(points, inputSize, region, grid),
          quality);
    }
  }
}
