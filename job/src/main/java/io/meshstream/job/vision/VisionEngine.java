package io.meshstream.job.vision;

import io.meshstream.vision.TaskSettings;
import java.util.concurrent.CompletableFuture;

/**
 * Analyses frames, many at a time, with threads and models that all subtasks of a process share:
 * the boundary between the task's own thread and all others.
 *
 * <p>An engine is one subtask's access to what is shared. Thread-safe. Which frames are analysed
 * together, on which thread and in which order has no influence on what comes out.
 */
public interface VisionEngine extends AutoCloseable {

  /**
   * Leases a task with its models, for one frame.
   *
   * @param directory which models: those of a directory that has been loaded; empty: those that the
   *     job brings
   * @param settings what the task is; a model that has not been used yet is loaded first
   * @return a lease, which {@link #analyse} ends
   * @throws IllegalStateException if a model cannot be loaded, or the directory has not been
   */
  TaskLease lease(String directory, TaskSettings settings);

  /**
   * Loads the models of a directory beside those that are in use, on a thread of its own, until
   * they are ready for every task that frames are analysed by.
   *
   * @param directory its name below {@code models.directory}; empty for the models that the job
   *     brings, which are always loaded
   * @return ends when they can be leased; or with what is wrong with them, whose text says what to
   *     do, and then they may be loaded again
   */
  CompletableFuture<Void> load(String directory);

  /**
   * Gives up the models of a directory, loaded or about to be: they are unloaded when no subtask of
   * the process has them any more and the last lease has ended.
   */
  void unload(String directory);

  /**
   * Analyses one frame, on a thread of the engine.
   *
   * @return what came out, in the end. It fails only with what is not the frame's own fault, such
   *     as an {@link OutOfMemoryError} or a GPU that is gone; after {@link #close} it may stay open
   *     for ever.
   */
  CompletableFuture<Analysis> analyse(AnalysisRequest request);

  /**
   * Returns how many frames one subtask should have in flight: enough that the engine never waits
   * for the next, and no more. At least 1.
   */
  int width();

  /**
   * Returns for how long the engine's threads have been busy so far, in nanoseconds, on average: it
   * grows as fast as the time while all of them are, for whatever subtask. An engine without
   * threads of its own never is.
   */
  default long busyNanos() {
    return 0;
  }

  /** Returns what has been counted so far. */
  EngineCounts counts();

  /**
   * Gives up the access. The last of a process to do so waits for the frames that are being
   * analysed, and ends the threads; frames whose turn has not come are dropped. Models are unloaded
   * when the last lease of them has ended.
   */
  @Override
  void close();
}
