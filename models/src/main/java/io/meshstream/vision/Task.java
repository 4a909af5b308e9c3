package io.meshstream.vision;

import io.meshstream.vision.image.PictureException;
import java.util.concurrent.Executor;

/**
 * What is looked for in a camera's pictures: one frame after another in, the faces of each out.
 *
 * <p>Immutable and thread-safe: frames of different cameras may run at the same time. Instances are
 * cheap; {@link TaskCatalog} makes them. They borrow their models from a {@link ModelSet}, which
 * must stay open while a frame runs, or be held by a {@link ModelSet.Lease}.
 */
public interface Task {

  /**
   * Takes one camera's next frame, and of its picture decodes only what the task needs.
   *
   * <p>A pure function of its arguments: the same state and frame give the same result, whichever
   * thread runs it and whatever ran before.
   *
   * @param before what the camera's previous frame left, {@link TaskState#initial()} for its first
   * @param frame the frame; for this call alone
   * @throws PictureException if the picture cannot be decoded; the camera's state stays as it was
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  TaskStep step(TaskState before, Frame frame) throws PictureException;

  /**
   * Takes a frame likewise, and lets others help, with the same result.
   *
   * @param helpers is given work that may be done beside the caller's, such as reading one of
   *     several faces. Each piece is short, and may run late or never: the caller does what nobody
   *     has begun, and waits for nothing else. When the call ends nobody is at work on the frame.
   */
  default TaskStep step(TaskState before, Frame frame, Executor helpers) throws PictureException {
    return step(before, frame);
  }

  /** Names the models that run, by content. */
  ModelIds models();
}
