package io.meshstream.vision;

import io.meshstream.vision.detection.DetectorModel;
import java.io.Serializable;
import java.util.Objects;

/**
 * How faces are detected in a whole picture.
 *
 * @param detector which detector seeks faces; MediaPipe's Face Mesh has the short-range one
 * @param minConfidence the lowest accepted score, 0 to 1, itself included
 * @param scale at which scale the whole picture is decoded for the detector; always exact with
 *     {@link io.meshstream.vision.sampling.Sampling#OPENCV}, which takes single pixels
 */
public record DetectionOptions(DetectorModel detector, double minConfidence, Scale scale)
    implements Serializable {

  /** How many detections of a picture become faces at most, where faces are only detected. */
  public static final int MAX_FACES = 64;

  private static final DetectionOptions DEFAULTS =
      new DetectionOptions(DetectorModel.SHORT_RANGE, 0.5, Scale.EXACT);

  /** Checks every value. */
  public DetectionOptions {
    Objects.requireNonNull(detector, "detector");
    Confidence.check("min detection confidence", minConfidence);
    Objects.requireNonNull(scale, "scale");
  }

  /** Returns MediaPipe's defaults: the short-range detector, confidence 0.5. */
  public static DetectionOptions defaults() {
    return DEFAULTS;
  }

  /** Returns these options with another detector. */
  public DetectionOptions withDetector(DetectorModel newDetector) {
    return new DetectionOptions(newDetector, minConfidence, scale);
  }

  /** Returns these options with another threshold. */
  public DetectionOptions withMinConfidence(double newMinConfidence) {
    return new DetectionOptions(detector, newMinConfidence, scale);
  }
}
