package io.meshstream.job.vision;

import io.meshstream.face.Step;
import io.meshstream.face.TrackingState;
import io.meshstream.face.image.PictureException;
import io.meshstream.face.image.PictureSource;
import java.io.Serializable;

/**
 * What the job needs of the face mesh library: one picture after another in, the faces of each out.
 *
 * <p>Thread-safe. Belongs to one subtask, which closes it when no picture is being looked at.
 */
public interface FaceFinder extends AutoCloseable {

  /**
   * Finds the faces of a camera's next picture; a pure function of its arguments.
   *
   * @param state what the camera's previous picture left
   * @param picture the picture, upright; for this call alone
   * @throws PictureException if the picture cannot be decoded
   */
  Step step(TrackingState state, PictureSource picture) throws PictureException;

  /** Names the models that run, by content. */
  String modelId();

  @Override
  void close();

  /** Makes a face finder where the job runs; travels there with the job graph. */
  @FunctionalInterface
  interface Provider extends Serializable {

    /**
     * Makes a face finder for one subtask.
     *
     * @throws IllegalStateException if the models cannot be loaded
     */
    FaceFinder open();
  }
}
