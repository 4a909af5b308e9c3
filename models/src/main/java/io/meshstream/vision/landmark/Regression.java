package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;

/**
 * What the landmark model made of a region.
 *
 * @param presence how surely the region holds a face: sigmoid of the model's logit, 0 to 1, not a
 *     calibrated probability
 * @param landmarks 468 points; meaningless where there is no face
 */
public record Regression(double presence, Landmarks landmarks) {}
