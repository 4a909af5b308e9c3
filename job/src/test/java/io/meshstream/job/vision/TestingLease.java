package io.meshstream.job.vision;

import io.meshstream.vision.Task;

/** A lease of a task without models, which never ends. */
public record TestingLease(Task task) implements TaskLease {

  @Override
  public String modelId() {
    return "testing";
  }

  @Override
  public void close() {}
}
