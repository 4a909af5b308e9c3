package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;

/**
 * What a landmark model made of a region.
 *
 * @param presence how surely the region holds what is sought: sigmoid of the model's logit, 0 to 1,
 *     not a calibrated probability
 * @param landmarks the points, in the picture's coordinates; meaningless where nothing is present
 */
public record LandmarkResult(double presence, Landmarks landmarks) {

  static LandmarkResult of(double presenceLogit, Landmarks landmarks) {
    return new LandmarkResult(1 / (1 + Math.exp(-presenceLogit)), landmarks);
  }
}
