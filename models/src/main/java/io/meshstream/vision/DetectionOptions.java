package io.meshstream.vision;

import io.meshstream.vision.detection.DetectorModel;
import java.io.Serializable;
import java.util.Objects;

/**
 * How faces are detected in a whole picture.
 *
 * @param detector which detector seeks faces; MediaPipe's Face Mesh has the short-range one
 * @param wantedConfidence the lowest accepted score, 0 to 1, itself included; null is the
 *     detector's own, {@link DetectorModel#defaultMinConfidence()}
 * @param scale at which scale the whole picture is decoded for the detector; always exact with
 *     {@link io.meshstream.vision.sampling.Sampling#OPENCV}, which takes single pixels
 * @param tiles whether faces are sought that are too small in the whole picture
 * @param turnedHeads whether heads may lie or be upside down; MediaPipe takes all to be upright,
 *     and its landmarks of heads that lie or stand on the crown are wrong
 */
public record DetectionOptions(
    DetectorModel detector,
    Double wantedConfidence,
    Scale scale,
    TileOptions tiles,
    boolean turnedHeads)
    implements Serializable {

  /** How many detections of a picture become faces at most, where faces are only detected. */
  public static final int MAX_FACES = 64;

  private static final DetectionOptions DEFAULTS =
      new DetectionOptions(DetectorModel.SHORT_RANGE, null, Scale.EXACT, TileOptions.none(), false);

  /** Checks every value. */
  public DetectionOptions {
    Objects.requireNonNull(detector, "detector");
    if (wantedConfidence != null) {
      Confidence.check("min detection confidence", wantedConfidence);
    }
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(tiles, "tiles");
  }

  /** Returns MediaPipe's defaults: the short-range detector and its own threshold, 0.5. */
  public static DetectionOptions defaults() {
    return DEFAULTS;
  }

  /** Returns the lowest accepted score, itself included: the wanted one, or the detector's own. */
  public double minConfidence() {
    return wantedConfidence == null ? detector.defaultMinConfidence() : wantedConfidence;
  }

  /** Returns these options with another detector. */
  public DetectionOptions withDetector(DetectorModel newDetector) {
    return new DetectionOptions(newDetector, wantedConfidence, scale, tiles, turnedHeads);
  }

  /** Returns these options with another threshold, whichever the detector. */
  public DetectionOptions withMinConfidence(double newMinConfidence) {
    return new DetectionOptions(detector, newMinConfidence, scale, tiles, turnedHeads);
  }

  /** Returns these options with or without tiles. */
  public DetectionOptions withTiles(TileOptions newTiles) {
    return new DetectionOptions(detector, wantedConfidence, scale, newTiles, turnedHeads);
  }

  /** Returns these options for heads that are upright, or turned any way. */
  public DetectionOptions withTurnedHeads(boolean newTurnedHeads) {
    return new DetectionOptions(detector, wantedConfidence, scale, tiles, newTurnedHeads);
  }
}
