package io.meshstream.vision;

import io.meshstream.vision.image.PictureException;

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

  /** Names the models that run, by content. */
  ModelIds models();
}
