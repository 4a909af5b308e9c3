package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;

/** Reads the landmarks of what is in a region. Immutable and thread-safe. */
public interface Landmarker {

  /**
   * Reads a region, whether or not what is sought is there.
   *
   * @param pixels a part of the picture that holds what {@link #samples} are made of
   * @param region where to look
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  LandmarkResult read(Picture pixels, Region region);

  /**
   * Tells where {@link #read} looks into a picture, at full scale.
   *
   * @param width columns of the picture
   * @param height rows of the picture
   */
  SampleLattice samples(Region region, int width, int height);

  /** Tells how many samples of a region's side it can make use of. */
  int inputSize();
}
