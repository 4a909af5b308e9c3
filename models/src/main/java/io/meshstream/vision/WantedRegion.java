package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.landmark.Landmarker;

/**
 * A region of a frame that is to be read.
 *
 * @param candidate the region, and why it is looked at
 * @param landmarker reads it
 * @param scale at which scale it may be decoded for that
 */
record WantedRegion(Candidate candidate, Landmarker landmarker, Scale scale) {

  Reading read(Picture pixels) {
    return new Reading(candidate, landmarker.read(pixels, candidate.region()));
  }

  Region region() {
    return candidate.region();
  }

  SampleLattice samples(int pictureWidth, int pictureHeight) {
    return landmarker.samples(candidate.region(), pictureWidth, pictureHeight);
  }

  /** Returns the coarsest scale of the picture that will do. */
  int reduction(int pictureWidth) {
    return scale.reduction(candidate.region().width() * pictureWidth, landmarker.inputSize());
  }
}
