package io.meshstream.vision;

/** What a task looks for in frames, such as faces. Immutable and thread-safe. */
interface Subject {

  /** Begins to look for it in a frame. */
  Look look(TaskState known, Frame frame);
}
