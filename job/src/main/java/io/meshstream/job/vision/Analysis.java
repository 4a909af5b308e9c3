package io.meshstream.job.vision;

import io.meshstream.schemas.frames.Rejection;
import io.meshstream.vision.TaskStep;

/** What came out when a frame was to be analysed. */
public sealed interface Analysis {

  /**
   * The frame was analysed.
   *
   * @param step what there is in its picture, and what the camera's next frame needs
   * @param width columns of pixels of the upright picture
   * @param height rows of pixels of the upright picture
   * @param modelId names the models that ran, by content
   * @param times how long it took
   */
  record Completed(TaskStep step, int width, int height, String modelId, AnalysisTimes times)
      implements Analysis {}

  /**
   * The frame could not be analysed.
   *
   * @param rejection why
   */
  record Failed(Rejection rejection) implements Analysis {}

  /** The frame was not analysed: when its turn came it was not wanted any more. */
  record Expired() implements Analysis {}
}
