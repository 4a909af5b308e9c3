package io.meshstream.job.vision;

import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.inference.Batching;
import io.meshstream.vision.inference.Device;
import io.meshstream.vision.inference.ModelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One set of models, which all subtasks of a process share that want the same on the same device
 * and in the same batches. Thread-safe.
 */
final class SharedModels implements AutoCloseable {

  private static final ConcurrentMap<Placement, Shared<ModelSet>> SETS = new ConcurrentHashMap<>();

  /** Tasks are cheap: when there are more, because settings keep changing, they are made anew. */
  private static final int MOST_TASKS = 1000;

  /**
   * Which models, and how they run.
   *
   * @param device what they run on
   * @param batching how items become runs
   * @param directory where they are; those that the job brings if empty
   */
  record Placement(Device device, Batching batching, Optional<Path> directory) {

    /** Returns the same with the models of another directory. */
    Placement in(Path otherDirectory) {
      return new Placement(device, batching, Optional.of(otherDirectory));
    }
  }

  private final Shared<ModelSet>.Lease share;
  private final ModelSet models;
  private final ConcurrentMap<TaskSettings, ReadyTask> tasks = new ConcurrentHashMap<>();

  private record ReadyTask(Task task, String modelId) {}

  private SharedModels(Shared<ModelSet>.Lease share) {
    this.share = share;
    this.models = share.get();
  }

  /**
   * Opens the models, which are loaded for the first of this class loader: all that a directory
   * has, and of the others those of the first tasks.
   *
   * @param first the tasks that are ready when this returns
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the device cannot be had
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded; the text says what
   *     to do
   */
  static SharedModels open(Placement placement, Set<TaskSettings> first) {
    SharedModels opened =
        new SharedModels(SETS.computeIfAbsent(placement, SharedModels::set).acquire());
    try {
      first.forEach(opened::ready);
      return opened;
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  private static Shared<ModelSet> set(Placement placement) {
    return new Shared<>(() -> loaded(placement), ModelSet::close);
  }

  private static ModelSet loaded(Placement placement) {
    ModelStore store =
        placement.directory().map(ModelStore::directory).orElseGet(ModelStore::bundled);
    ModelSet loaded = ModelSet.open(store, placement.device(), placement.batching());
    try {
      if (placement.directory().isPresent()) {
        TaskCatalog.loadAll(loaded);
      }
      return loaded;
    } catch (RuntimeException | Error e) {
      loaded.close();
      throw e;
    }
  }

  /** Leases a task, as {@link VisionEngine#lease} does. */
  TaskLease lease(TaskSettings settings) {
    ModelSet.Lease hold = models.lease();
    try {
      return new Lease(ready(settings), hold);
    } catch (RuntimeException | Error e) {
      hold.close();
      throw e;
    }
  }

  private ReadyTask ready(TaskSettings settings) {
    if (tasks.size() > MOST_TASKS) {
      tasks.clear();
    }
    return tasks.computeIfAbsent(settings, this::made);
  }

  private ReadyTask made(TaskSettings settings) {
    Task task = TaskCatalog.task(settings, models);
    return new ReadyTask(task, task.models().toString());
  }

  /** Returns which tasks have been leased. */
  Set<TaskSettings> tasks() {
    return Set.copyOf(tasks.keySet());
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

  /** Returns how often the models have run so far, for all that share them. */
  ModelRuns runs() {
    return models.runs();
  }

  /** Returns how long the longest run has been going on that frames share. */
  Duration longestRun() {
    return models.longestRun();
  }

  /** Gives the share up: the last to do so ends the set, which is unloaded with its last lease. */
  @Override
  public void close() {
    share.close();
  }
}
