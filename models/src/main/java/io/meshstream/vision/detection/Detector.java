package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import java.util.List;

/** Seeks something in a whole picture. Immutable and thread-safe. */
public interface Detector {

  /**
   * Detects in a picture.
   *
   * @param whole the whole picture, perhaps at a coarser scale; or of one at full scale at least
   *     what {@link #lattice} is made of
   * @return what was found, best first, in the picture's normalised coordinates; not clipped to it
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  List<Detection> detect(Picture whole);

  /**
   * Detects in a part of a picture as if there were no more of it.
   *
   * @param pixels what the region covers of the picture, or more of it, perhaps at a coarser scale
   * @param region where to detect; square in pixels
   * @return what was found, as by {@link #detect(Picture)}
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  List<Detection> detect(Picture pixels, Region region);

  /**
   * Tells where {@link #detect(Picture)} looks into a picture, at full scale.
   *
   * @param width columns of the picture
   * @param height rows of the picture
   */
  SampleLattice lattice(int width, int height);

  /** Tells how many samples of the picture's longer side it can make use of. */
  int inputSize();
}
