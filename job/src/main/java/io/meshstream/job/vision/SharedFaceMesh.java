package io.meshstream.job.vision;

import io.meshstream.vision.FaceMesh;
import io.meshstream.vision.FaceMeshOptions;
import io.meshstream.vision.FaceModels;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.Step;
import io.meshstream.vision.TrackingState;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The face finder of production: the library's face mesh, on models that all subtasks of a process
 * share that want them on the same device and in the same batches.
 */
final class SharedFaceMesh implements FaceFinder {

  private static final ConcurrentMap<Placement, Shared<FaceModels>> MODELS =
      new ConcurrentHashMap<>();

  private record Placement(Device device, Batching batching) {}

  private final Shared<FaceModels>.Lease models;
  private final FaceMesh mesh;

  private SharedFaceMesh(Shared<FaceModels>.Lease models, FaceMesh mesh) {
    this.models = models;
    this.mesh = mesh;
  }

  /**
   * Opens a face mesh; the models are loaded for the first of this class loader.
   *
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the device cannot be had
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded; the text says what
   *     to do
   */
  static SharedFaceMesh open(Device device, Batching batching, FaceMeshOptions options) {
    Shared<FaceModels>.Lease models =
        MODELS
            .computeIfAbsent(
                new Placement(device, batching),
                placement ->
                    new Shared<>(
                        () -> FaceModels.open(placement.device(), placement.batching()),
                        FaceModels::close))
            .acquire();
    try {
      return new SharedFaceMesh(models, new FaceMesh(models.get(), options));
    } catch (RuntimeException e) {
      models.close();
      throw e;
    }
  }

  @Override
  public Step step(TrackingState state, PictureSource picture) throws PictureException {
    return mesh.step(state, picture);
  }

  @Override
  public String modelId() {
    return mesh.modelId();
  }

  @Override
  public ModelRuns runs() {
    return mesh.runs();
  }

  @Override
  public Duration longestRun() {
    return mesh.longestRun();
  }

  @Override
  public void close() {
    models.close();
  }
}
