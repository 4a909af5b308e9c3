package io.meshstream.vision;

import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.landmark.BlendshapeModel;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Adds to a face what its expression is made of.
 *
 * @param model computes that from 478 landmarks
 */
record BlendshapeRefinement(BlendshapeModel model) implements Refinement {

  /** The detail that this refinement gives. */
  static final Set<FaceDetail> DETAILS = EnumSet.of(FaceDetail.BLENDSHAPES);

  @Override
  public Observation refine(Observation found, Optional<Track> before, Frame frame) {
    Face face = found.face();
    PictureSource picture = frame.picture();
    return new Observation(
        face.withDetails(
            face.details()
                .withBlendshapes(
                    Optional.of(model.read(face.landmarks(), picture.width(), picture.height())))),
        found.next());
  }
}
