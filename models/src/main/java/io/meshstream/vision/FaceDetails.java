package io.meshstream.vision;

import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.pose.FaceGeometry;
import java.util.Optional;

/**
 * What was computed of a face from its landmarks: what {@link LandmarkOptions#details()} asks for
 * and the task can give.
 *
 * @param geometry where the face is in space; empty where no detail of it was asked for, or the
 *     landmarks are too close together, or too broken, to say
 * @param blendshapes what its expression is made of
 */
public record FaceDetails(Optional<FaceGeometry> geometry, Optional<Blendshapes> blendshapes) {
  private static final FaceDetails NONE = new FaceDetails(Optional.empty(), Optional.empty());

  /** Returns the details of a face of which none were asked for. */
  public static FaceDetails none() {
    return NONE;
  }

  /** Returns these details with another geometry. */
  public FaceDetails withGeometry(Optional<FaceGeometry> newGeometry) {
    return new FaceDetails(newGeometry, blendshapes);
  }

  /** Returns these details with other blendshapes. */
  public FaceDetails withBlendshapes(Optional<Blendshapes> newBlendshapes) {
    return new FaceDetails(geometry, newBlendshapes);
  }
}
