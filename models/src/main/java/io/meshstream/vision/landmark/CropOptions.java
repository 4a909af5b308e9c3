package io.meshstream.vision.landmark;

import io.meshstream.vision.sampling.Sampling;

/**
 * How regions are cropped for a landmark model.
 *
 * @param sampling which of MediaPipe's conventions is followed
 * @param measured whether results say what the crop's pixels are like
 */
public record CropOptions(Sampling sampling, boolean measured) {

  /** Returns options by which nothing is measured. */
  public static CropOptions of(Sampling sampling) {
    return new CropOptions(sampling, false);
  }
}
