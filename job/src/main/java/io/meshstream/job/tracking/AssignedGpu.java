package io.meshstream.job.tracking;

import java.util.Collection;
import java.util.OptionalInt;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;

/** Which of the GPUs that Flink assigns to a TaskManager a subtask uses. */
final class AssignedGpu {

  /** What Flink's GPU driver and its documentation call the resource. */
  static final String RESOURCE = "gpu";

  /** What they call the CUDA ordinal of a GPU. */
  static final String INDEX = "index";

  private AssignedGpu() {}

  /**
   * Returns the GPU of a subtask, by its index; empty if none is assigned. All subtasks of a
   * TaskManager are told of all its GPUs, so they take turns.
   */
  static OptionalInt of(Collection<? extends ExternalResourceInfo> gpus, int subtask) {
    int[] indices =
        gpus.stream()
            .flatMap(gpu -> gpu.getProperty(INDEX).stream())
            .mapToInt(Integer::parseInt)
            .sorted()
            .toArray();
    return indices.length == 0
        ? OptionalInt.empty()
        : OptionalInt.of(indices[subtask % indices.length]);
  }
}
