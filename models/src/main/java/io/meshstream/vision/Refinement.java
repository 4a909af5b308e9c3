package io.meshstream.vision;

import java.util.Optional;

/**
 * Adds to a face, or corrects it, once its landmarks have been read. Pure, thread-safe.
 *
 * <p>A task's refinements come one after another, each with what those before it made of the face.
 */
interface Refinement {

  /**
   * Refines a face.
   *
   * @param found the face, and its track as the next frame will know it; both may be replaced, but
   *     the track id is kept
   * @param before the face's track as the previous frame left it; empty if the face is new
   * @param frame the frame; its pixels may be asked for again
   * @throws io.meshstream.vision.inference.InferenceException if it runs a model and the runtime
   *     fails
   */
  Observation refine(Observation found, Optional<Track> before, Frame frame);
}
