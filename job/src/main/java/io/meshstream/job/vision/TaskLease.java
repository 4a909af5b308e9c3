package io.meshstream.job.vision;

import io.meshstream.vision.Task;

/**
 * A task whose models stay loaded until the lease has ended. Taken for one frame when that is
 * admitted, so that the frame is analysed by what was in force then. Thread-safe.
 */
public interface TaskLease extends AutoCloseable {

  /** Returns the task. */
  Task task();

  /** Returns what names its models by content. */
  String modelId();

  /** Ends the lease; later calls do nothing. */
  @Override
  void close();
}
