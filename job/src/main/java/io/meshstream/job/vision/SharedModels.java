package io.meshstream.job.vision;

import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.ModelStore;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The models of production: those that all subtasks of a process share that want them on the same
 * device and in the same batches.
 */
final class SharedModels implements Models {

  private static final ConcurrentMap<Placement, Shared<ModelSet>> SETS = new ConcurrentHashMap<>();

  private record Placement(Device device, Batching batching) {}

  private final Shared<ModelSet>.Lease share;
  private final ModelSet models;
  private final ConcurrentMap<TaskSettings, ReadyTask> tasks = new ConcurrentHashMap<>();

  private record ReadyTask(Task task, String modelId) {}

  private SharedModels(Shared<ModelSet>.Lease share) {
    this.share = share;
    this.models = share.get();
  }

  /**
   * Opens the models, which are loaded for the first of this class loader.
   *
   * @param first the task that is ready when this returns
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the device cannot be had
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded; the text says what
   *     to do
   */
  static SharedModels open(Device device, Batching batching, TaskSettings first) {
    SharedModels opened =
        new SharedModels(
            SETS.computeIfAbsent(new Placement(device, batching), SharedModels::set).acquire());
    try {
      opened.lease(first).close();
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private static Shared<ModelSet> set(Placement placement) {
    return new Shared<>(
        () -> ModelSet.open(ModelStore.bundled(), placement.device(), placement.batching()),
        ModelSet::close);
  }

  @Override
  public TaskLease lease(TaskSettings settings) {
    ModelSet.Lease hold = models.lease();
    try {
      return new Lease(tasks.computeIfAbsent(settings, this::ready), hold);
    } catch (RuntimeException | Error e) {
      hold.close();
      throw e;
    }
  }

  private ReadyTask ready(TaskSettings settings) {
    Task task = TaskCatalog.task(settings, models);
    return new ReadyTask(task, task.models().toString());
  }

  private record Lease(ReadyTask ready, ModelSet.Lease hold) implements TaskLease {

    @Override
    public Task task() {
      return ready.task();
    }

    @Override
    public String modelId() {
      return ready.modelId();
    }

    @Override
    public void close() {
      hold.close();
    }
  }

  @Override
  public ModelRuns runs() {
    return models.runs();
  }

  @Override
  public Duration longestRun() {
    return models.longestRun();
  }

  @Override
  public void close() {
    share.close();
  }
}
