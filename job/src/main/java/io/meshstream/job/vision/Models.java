package io.meshstream.job.vision;

import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskSettings;
import java.time.Duration;

/** The models that the frames of one subtask are analysed with. Thread-safe. */
interface Models extends AutoCloseable {

  /** Leases a task, as {@link VisionEngine#lease} does. */
  TaskLease lease(TaskSettings settings);

  /** Returns how often the models have run so far, for all that share them. */
  ModelRuns runs();

  /**
   * Returns how long the longest run of a model has been going on that frames share; zero when none
   * is. What does not come back from such a run is the device, whatever frames are in it.
   */
  Duration longestRun();

  /** Gives the models up: they are unloaded when nobody else has them and all leases have ended. */
  @Override
  void close();
}
