package io.meshstream.vision;

import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.sampling.Sampling;
import java.util.Objects;

/**
 * How faces are sought and tracked. The defaults are those of MediaPipe's Face Mesh.
 *
 * @param maxFaces how many faces are sought: the detector runs while fewer are tracked. As in
 *     MediaPipe this caps the detections of a frame, not its faces: when others appear beside a
 *     tracked face there may be more for a while. At least 1.
 * @param staticImages whether every frame is a picture of its own: nothing is tracked and the
 *     detector runs on each
 * @param minDetectionConfidence the detector's lowest accepted score, 0 to 1, itself included
 * @param minTrackingConfidence the presence that a face must exceed to be reported and tracked on,
 *     0 to 1
 * @param detector which detector seeks faces; Face Mesh has the short-range one
 * @param sampling which of MediaPipe's two sampling conventions is followed
 * @param detectorScale at which scale the whole picture is decoded for the detector; always exact
 *     with {@link Sampling#OPENCV}, which takes single pixels
 * @param regionScale at which scale the faces' regions are decoded for the landmark model; likewise
 */
public record FaceMeshOptions(
    int maxFaces,
    boolean staticImages,
    double minDetectionConfidence,
    double minTrackingConfidence,
    DetectorModel detector,
    Sampling sampling,
    Scale detectorScale,
    Scale regionScale) {

  private static final FaceMeshOptions DEFAULTS =
      new FaceMeshOptions(
          1,
          false,
          0.5,
          0.5,
          DetectorModel.SHORT_RANGE,
          Sampling.TEXTURE,
          Scale.EXACT,
          Scale.EXACT);

  /** Checks every value. */
  public FaceMeshOptions {
    if (maxFaces < 1) {
      throw new IllegalArgumentException("max faces: " + maxFaces + " (expected: at least 1)");
    }
    requireFraction("min detection confidence", minDetectionConfidence);
    requireFraction("min tracking confidence", minTrackingConfidence);
    Objects.requireNonNull(detector, "detector");
    Objects.requireNonNull(sampling, "sampling");
    Objects.requireNonNull(detectorScale, "detector scale");
    Objects.requireNonNull(regionScale, "region scale");
  }

  /** MediaPipe's defaults: one face, tracked, both confidences 0.5. */
  public static FaceMeshOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another number of faces to seek. */
  public FaceMeshOptions withMaxFaces(int newMaxFaces) {
    return new FaceMeshOptions(
        newMaxFaces,
        staticImages,
        minDetectionConfidence,
        minTrackingConfidence,
        detector,
        sampling,
        detectorScale,
        regionScale);
  }

  /** These options for single pictures, or for a stream. */
  public FaceMeshOptions withStaticImages(boolean newStaticImages) {
    return new FaceMeshOptions(
        maxFaces,
        newStaticImages,
        minDetectionConfidence,
        minTrackingConfidence,
        detector,
        sampling,
        detectorScale,
        regionScale);
  }

  /** These options with other thresholds, each 0 to 1. */
  public FaceMeshOptions withConfidences(double detection, double tracking) {
    return new FaceMeshOptions(
        maxFaces,
        staticImages,
        detection,
        tracking,
        detector,
        sampling,
        detectorScale,
        regionScale);
  }

  /** These options with another detector. */
  public FaceMeshOptions withDetector(DetectorModel newDetector) {
    return new FaceMeshOptions(
        maxFaces,
        staticImages,
        minDetectionConfidence,
        minTrackingConfidence,
        newDetector,
        sampling,
        detectorScale,
        regionScale);
  }

  /** These options with another sampling convention. */
  public FaceMeshOptions withSampling(Sampling newSampling) {
    return new FaceMeshOptions(
        maxFaces,
        staticImages,
        minDetectionConfidence,
        minTrackingConfidence,
        detector,
        newSampling,
        detectorScale,
        regionScale);
  }

  /** These options with other scales of decoding. */
  public FaceMeshOptions withScales(Scale newDetectorScale, Scale newRegionScale) {
    return new FaceMeshOptions(
        maxFaces,
        staticImages,
        minDetectionConfidence,
        minTrackingConfidence,
        detector,
        sampling,
        newDetectorScale,
        newRegionScale);
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 to 1)");
    }
  }
}
