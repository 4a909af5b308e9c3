package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;

/** Reads the landmarks of what is in a region. Immutable and thread-safe. */
public interface Landmarker {

  /**
   * Reads a region, whether or not what is sought is there.
   *
   * @param pixels the part of the picture that the region covers, or more of it
   * @param region where to look
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  LandmarkResult read(Picture pixels, Region region);

  /** Tells how many samples of a region's side it can make use of. */
  int inputSize();
}
