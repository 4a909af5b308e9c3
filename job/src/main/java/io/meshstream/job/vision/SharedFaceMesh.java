package io.meshstream.job.vision;

import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.ModelStore;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The face finder of production: the library's face mesh, on models that all subtasks of a process
 * share that want them on the same device and in the same batches.
 */
final class SharedFaceMesh implements FaceFinder {

  private static final ConcurrentMap<Placement, Shared<ModelSet>> MODELS =
      new ConcurrentHashMap<>();

  private record Placement(Device device, Batching batching) {}

  private final Shared<ModelSet>.Lease models;
  private final Task task;

  private SharedFaceMesh(Shared<ModelSet>.Lease models, Task task) {
    this.models = models;
    this.task = task;
  }

  /**
   * Opens a face mesh; the models are loaded for the first of this class loader.
   *
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the device cannot be had
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded; the text says what
   *     to do
   */
  static SharedFaceMesh open(Device device, Batching batching, TaskSettings settings) {
    Shared<ModelSet>.Lease models =
        MODELS
            .computeIfAbsent(
                new Placement(device, batching),
                placement ->
                    new Shared<>(
                        () ->
                            ModelSet.open(
                                ModelStore.bundled(), placement.device(), placement.batching()),
                        ModelSet::close))
            .acquire();
    try {
      return new SharedFaceMesh(models, TaskCatalog.task(settings, models.get()));
    } catch (RuntimeException e) {
      models.close();
      throw e;
    }
  }

  @Override
  public TaskStep step(TaskState state, Frame frame) throws PictureException {
    return task.step(state, frame);
  }

  @Override
  public String modelId() {
    return task.models().toString();
  }

  @Override
  public ModelRuns runs() {
    return models.get().runs();
  }

  @Override
  public Duration longestRun() {
    return models.get().longestRun();
  }

  @Override
  public void close() {
    models.close();
  }
}
