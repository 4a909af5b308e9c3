package io.meshstream.vision;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.pose.FaceGeometry;
import io.meshstream.vision.signals.CropQuality;
import io.meshstream.vision.signals.FaceSignals;
import io.meshstream.vision.topology.FaceContour;
import java.util.Optional;

/**
 * What was computed of a face from its landmarks: what {@link LandmarkOptions#details()} asks for
 * and the task can give.
 *
 * @param geometry where the face is in space; empty where no detail of it was asked for, or the
 *     landmarks are too close together, or too broken, to say
 * @param blendshapes what its expression is made of
 * @param signals what the landmarks show; empty where that was not asked for, or for the same
 *     reasons
 * @param quality what the face's pixels are like; empty where that was not asked for
 * @param contours the points of each {@link FaceContour}, one contour after another, of a face that
 *     was read from where its landmarks are not; empty where there are landmarks, which have them
 */
public record FaceDetails(
    Optional<FaceGeometry> geometry,
    Optional<Blendshapes> blendshapes,
    Optional<FaceSignals> signals,
    Optional<CropQuality> quality,
    Optional<Landmarks> contours) {
  private static final FaceDetails NONE =
      new FaceDetails(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Returns the details of a face of which none were asked for. */
  public static FaceDetails none() {
    return NONE;
  }

  /** Returns these details with another geometry. */
  public FaceDetails withGeometry(Optional<FaceGeometry> newGeometry) {
    return new FaceDetails(newGeometry, blendshapes, signals, quality, contours);
  }

  /** Returns these details with other blendshapes. */
  public FaceDetails withBlendshapes(Optional<Blendshapes> newBlendshapes) {
    return new FaceDetails(geometry, newBlendshapes, signals, quality, contours);
  }

  /** Returns these details with other signals. */
  public FaceDetails withSignals(Optional<FaceSignals> newSignals) {
    return new FaceDetails(geometry, blendshapes, newSignals, quality, contours);
  }

  /** Returns these details with other figures of the pixels. */
  public FaceDetails withQuality(Optional<CropQuality> newQuality) {
    return new FaceDetails(geometry, blendshapes, signals, newQuality, contours);
  }

  /** Returns these details with other outlines. */
  public FaceDetails withContours(Optional<Landmarks> newContours) {
    return new FaceDetails(geometry, blendshapes, signals, quality, newContours);
  }
}
