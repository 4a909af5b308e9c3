package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.signals.CropQuality;
import java.util.Optional;

/**
 * What a landmark model made of a region.
 *
 * @param presence how surely the region holds what is sought: sigmoid of the model's logit, 0 to 1,
 *     not a calibrated probability
 * @param landmarks the points, in the picture's coordinates; meaningless where nothing is present
 * @param quality what the region's pixels are like, if that was asked for
 * @param hand what a hand's model says beside; empty of a face
 */
public record LandmarkResult(
    double presence,
    Landmarks landmarks,
    Optional<CropQuality> quality,
    Optional<HandEstimate> hand) {

  /** Makes the result of a face's model. */
  public LandmarkResult(double presence, Landmarks landmarks, Optional<CropQuality> quality) {
    this(presence, landmarks, quality, Optional.empty());
  }

  static LandmarkResult of(
      double presenceLogit, Landmarks landmarks, Optional<CropQuality> quality) {
    return new LandmarkResult(1 / (1 + Math.exp(-presenceLogit)), landmarks, quality);
  }
}
