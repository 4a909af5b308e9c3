package io.meshstream.job.vision;

import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureException;
import java.time.Duration;

/**
 * What the job needs of the face mesh library: one picture after another in, the faces of each out.
 *
 * <p>Thread-safe. Belongs to one subtask. When that closes it after a failure, pictures may still
 * be looked at on threads that other subtasks share; the finders of those are open then.
 */
public interface FaceFinder extends AutoCloseable {

  /**
   * Finds the faces of a camera's next frame; a pure function of its arguments.
   *
   * @param state what the camera's previous frame left
   * @param frame the frame; for this call alone
   * @throws PictureException if the picture cannot be decoded
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  TaskStep step(TaskState state, Frame frame) throws PictureException;

  /** Names the models that run, by content. */
  String modelId();

  /** How often the models have run so far, for all that share them. */
  ModelRuns runs();

  /**
   * How long the longest run of a model has been going on that frames share; zero when none is.
   * What does not come back from such a run is the device, whatever frames are in it.
   */
  default Duration longestRun() {
    return Duration.ZERO;
  }

  @Override
  void close();
}
