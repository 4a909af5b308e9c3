package io.meshstream.job.vision;

import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The models that the frames of one subtask are analysed with: those that the job brings, and those
 * of directories that have been loaded. Thread-safe.
 */
interface Models extends AutoCloseable {

  /** Leases a task, as {@link VisionEngine#lease} does. */
  TaskLease lease(String directory, TaskSettings settings);

  /** Loads models, as {@link VisionEngine#load} does. */
  CompletableFuture<Void> load(String directory);

  /** Gives models up, as {@link VisionEngine#unload} does. */
  void unload(String directory);

  /** Returns how often the models have run so far, for all that share them. */
  ModelRuns runs();

  /**
   * Returns how long the longest run of a model has been going on that frames share; zero when none
   * is. What does not come back from such a run is the device, whatever frames are in it.
   */
  Duration longestRun();

  /** Gives all up: they are unloaded when nobody else has them and all leases have ended. */
  @Override
  void close();
}
