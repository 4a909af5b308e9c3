package io.meshstream.job.vision;

import io.meshstream.job.options.InferenceSettings;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of production: those that the job brings, loaded with the first task, and those of
 * directories, each loaded on a thread of its own while frames go on.
 *
 * <p>Thread-safe.
 */
final class DirectoryModels implements Models {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryModels.class);

  /** With what the name of a thread begins that loads models. */
  static final String THREAD_NAME = "meshstream-models-";

  /** Each set takes some ten megabytes outside the heap, and buffers for each thread. */
  private static final int MOST_DIRECTORIES = 4;

  /** Models take well below a second; a GPU that tunes for them, some. */
  private static final Duration LOADING_TIME = Duration.ofMinutes(1);

  private static final long CLOSING_MILLIS = 10_000;

  private final SharedModels.Placement placement;
  private final String root;
  private final SharedModels own;

  // Guarded by this.
  private final Map<String, Loading> directories = new HashMap<>();
  private ModelRuns runsOfUnloaded = ModelRuns.none();

  /** Those that are loading models, also models that were given up meanwhile. */
  private final Set<Thread> loaders = ConcurrentHashMap.newKeySet();

  private DirectoryModels(SharedModels.Placement placement, String root, SharedModels own) {
    this.placement = placement;
    this.root = root;
    this.own = own;
  }

  /**
   * Opens the models that the job brings.
   *
   * @param root where directories of other models are; empty if there are none
   * @param first the task that is ready when this returns
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the device cannot be had
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded; the text says what
   *     to do
   */
  static DirectoryModels open(SharedModels.Placement placement, String root, TaskSettings first) {
    if (!root.isEmpty() && !Files.isDirectory(Path.of(root))) {
      LOG.warn(
          "{}: {}, not there on this machine (expected: a directory that every TaskManager sees);"
              + " put it there before models are announced",
          InferenceSettings.MODELS_DIRECTORY.key(),
          root);
    }
    return new DirectoryModels(placement, root, SharedModels.open(placement, Set.of(first)));
  }

  @Override
  public TaskLease lease(String directory, TaskSettings settings) {
    return (directory.isEmpty() ? own : loaded(directory)).lease(settings);
  }

  private synchronized SharedModels loaded(String directory) {
    Loading loading = directories.get(directory);
    if (loading == null || loading.models == null) {
      throw new IllegalStateException(
          "models: %s, not loaded (expected: loaded before they are used); please report it"
              .formatted(directory));
    }
    return loading.models;
  }

  @Override
  public synchronized CompletableFuture<Void> load(String directory) {
    if (directory.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Loading known = directories.get(directory);
    if (known != null) {
      return known.end;
    }
    if (directories.size() == MOST_DIRECTORIES) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "models: %s beside %s (expected: at most %d directories at a time); take back some"
                  .formatted(directory, directories.keySet(), MOST_DIRECTORIES)));
    }
    Loading loading = new Loading(directory);
    directories.put(directory, loading);
    loading.start();
    return loading.end;
  }

  @Override
  public synchronized void unload(String directory) {
    Loading loading = directories.remove(directory);
    if (loading != null) {
      loading.giveUp();
    }
  }

  private synchronized void forget(Loading failed) {
    directories.remove(failed.directory, failed);
  }

  /** Returns the tasks that frames are analysed by: those that must be ready with other models. */
  private synchronized Set<TaskSettings> tasks() {
    Set<TaskSettings> tasks = new HashSet<>();
    all().forEach(models -> tasks.addAll(models.tasks()));
    return tasks;
  }

  private Stream<SharedModels> all() {
    return Stream.concat(
        Stream.of(own),
        directories.values().stream().flatMap(each -> Stream.ofNullable(each.models)));
  }

  private Path path(String directory) {
    if (root.isEmpty()) {
      throw new IllegalStateException(
          "no directories of models (expected: %1$s is set); set %1$s and start the job again"
              .formatted(InferenceSettings.MODELS_DIRECTORY.key()));
    }
    Path parent = Path.of(root).toAbsolutePath().normalize();
    Path path = parent.resolve(directory).normalize();
    if (!parent.equals(path.getParent()) || !Files.isDirectory(path)) {
      throw new IllegalStateException(
          "no such directory (expected: one in %s = %s, on every TaskManager); put it there and set it again"
              .formatted(InferenceSettings.MODELS_DIRECTORY.key(), root));
    }
    return path;
  }

  @Override
  public synchronized ModelRuns runs() {
    return all().map(SharedModels::runs).reduce(runsOfUnloaded, ModelRuns::plus);
  }

  @Override
  public synchronized Duration longestRun() {
    return all().map(SharedModels::longestRun).reduce(Duration.ZERO, DirectoryModels::longer);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** {@inheritDoc} Waits for what is being loaded, unless that takes very long. */
  @Override
  public void close() {
    synchronized (this) {
      List.copyOf(directories.values()).forEach(Loading::giveUp);
      directories.clear();
    }
    loaders.forEach(DirectoryModels::awaitEnd);
    own.close();
  }

  private static void awaitEnd(Thread loader) {
    try {
      loader.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      // The thread gives back by itself what it has loaded.
      Thread.currentThread().interrupt();
    }
  }

  /** The models of one directory, until they are given up. */
  private final class Loading {

    private final String directory;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** Null until they are loaded. Guarded by the outer object. */
    private SharedModels models;

    Loading(String directory) {
      this.directory = directory;
    }

    void start() {
      CompletableFuture<Void> unused =
          end.orTimeout(LOADING_TIME.toSeconds(), TimeUnit.SECONDS)
              .whenComplete(
                  (loaded, failure) -> {
                    if (failure != null) {
                      forget(this);
                    }
                  });
      Thread loader = new Thread(this::load, THREAD_NAME + directory);
      loader.setDaemon(true);
      loaders.add(loader);
      loader.start();
    }

    private void load() {
      try {
        SharedModels.Placement place = placement.in(path(directory));
        keep(SharedModels.open(place, tasks()));
      } catch (Throwable e) {
        end.completeExceptionally(
            new IllegalStateException("models: %s, %s".formatted(directory, e.getMessage()), e));
      } finally {
        loaders.remove(Thread.currentThread());
      }
    }

    private void keep(SharedModels loaded) {
      synchronized (DirectoryModels.this) {
        if (!end.isDone()) {
          models = loaded;
        }
      }
      if (!end.complete(null)) {
        loaded.close();
      }
    }

    /** Needs the outer object's lock. */
    void giveUp() {
      if (!end.cancel(/* mayInterruptIfRunning= */ false) && models != null) {
        runsOfUnloaded = runsOfUnloaded.plus(models.runs());
        models.close();
        models = null;
      }
    }
  }
}
