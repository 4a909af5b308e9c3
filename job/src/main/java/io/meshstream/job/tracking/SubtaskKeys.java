package io.meshstream.job.tracking;

import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Which cameras' frames one of all subtasks has.
 *
 * @param subtask the subtask, counted from 0
 * @param parallelism how many there are
 * @param maxParallelism how many there may ever be
 */
record SubtaskKeys(int subtask, int parallelism, int maxParallelism) {

  /** Returns those of the subtask that a task is. */
  static SubtaskKeys of(TaskInfo task) {
    return new SubtaskKeys(
        task.getIndexOfThisSubtask(),
        task.getNumberOfParallelSubtasks(),
        task.getMaxNumberOfParallelSubtasks());
  }

  /** Tells whether the frames of a camera come to the subtask. */
  boolean has(String camera) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(camera, maxParallelism, parallelism)
        == subtask;
  }
}
