package io.meshstream.job.vision;

import io.meshstream.face.FaceMesh;
import io.meshstream.face.FaceMeshOptions;
import io.meshstream.face.FaceModels;
import io.meshstream.face.Step;
import io.meshstream.face.TrackingState;
import io.meshstream.face.image.PictureException;
import io.meshstream.face.image.PictureSource;

/** The face finder of production: the library's face mesh, on models all subtasks share. */
public final class SharedFaceMesh implements FaceFinder {

  private static final Shared<FaceModels> MODELS =
      new Shared<>(SharedFaceMesh::openModels, FaceModels::close);

  private final Shared<FaceModels>.Lease models;
  private final FaceMesh mesh;

  private SharedFaceMesh(Shared<FaceModels>.Lease models, FaceMeshOptions options) {
    this.models = models;
    this.mesh = new FaceMesh(models.get(), options);
  }

  /**
   * Opens a face mesh; the models are loaded for the first of this class loader.
   *
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded; the text says what
   *     to do
   */
  public static SharedFaceMesh open(FaceMeshOptions options) {
    return new SharedFaceMesh(MODELS.acquire(), options);
  }

  private static FaceModels openModels() {
    try {
      return FaceModels.open();
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "ONNX Runtime: missing, "
              + e.getMessage()
              + " (expected: its jar on Flink's own class path, not in the job's); copy"
              + " onnxruntime-<version>.jar from flink-lib/ into $FLINK_HOME/lib of every"
              + " TaskManager and restart them",
          e);
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
  public void close() {
    models.close();
  }
}
