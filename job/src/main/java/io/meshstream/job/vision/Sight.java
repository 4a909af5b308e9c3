package io.meshstream.job.vision;

import io.meshstream.schemas.frames.Rejection;
import io.meshstream.vision.TaskStep;

/** What looking at one picture gave. */
public sealed interface Sight {

  /**
   * The picture was looked at.
   *
   * @param step the faces found, and what the camera's next picture needs
   * @param width columns of pixels of the upright picture
   * @param height rows of pixels of the upright picture
   */
  record Seen(TaskStep step, int width, int height) implements Sight {}

  /**
   * The picture could not be looked at.
   *
   * @param rejection why
   */
  record Unseen(Rejection rejection) implements Sight {}

  /** The picture was not looked at: when its turn came it was not wanted any more. */
  record Unwanted() implements Sight {}
}
