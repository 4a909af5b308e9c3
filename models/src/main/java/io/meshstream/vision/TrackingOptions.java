package io.meshstream.vision;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How faces are tracked from frame to frame.
 *
 * @param maxFaces how many faces are sought: the detector runs while fewer are tracked. As in
 *     MediaPipe this caps the detections of a frame, not its faces: when others appear beside a
 *     tracked face there may be more for a while, unless the policy caps them. At least 1.
 * @param staticImages whether every frame is a picture of its own: nothing is tracked and the
 *     detector runs on each
 * @param minConfidence the presence that a face must exceed to be reported and tracked on, 0 to 1
 * @param regionTtl how long a face is looked for where the previous frame left it, by the frames'
 *     capture times; a frame that was taken later seeks all faces anew. Zero: for ever, as in
 *     MediaPipe.
 * @param scale at which scale the faces' regions are decoded for the landmark model; always exact
 *     with {@link io.meshstream.vision.sampling.Sampling#OPENCV}, which takes single pixels
 * @param policy what is done beyond MediaPipe's loop
 */
public record TrackingOptions(
    int maxFaces,
    boolean staticImages,
    double minConfidence,
    Duration regionTtl,
    Scale scale,
    TrackPolicy policy)
    implements Serializable {
  private static final TrackingOptions DEFAULTS =
      new TrackingOptions(1, false, 0.5, Duration.ZERO, Scale.EXACT, TrackPolicy.mediaPipe());

  /** Checks every value. */
  public TrackingOptions {
    if (maxFaces < 1) {
      throw new IllegalArgumentException("max faces: " + maxFaces + " (expected: at least 1)");
    }
    Confidence.check("min tracking confidence", minConfidence);
    if (regionTtl.isNegative()) {
      throw new IllegalArgumentException("region ttl: " + regionTtl + " (expected: zero or more)");
    }
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(policy, "policy");
  }

  /** Returns MediaPipe's defaults: one face, tracked for ever, confidence 0.5. */
  public static TrackingOptions defaults() {
    return DEFAULTS;
  }

  /** Returns these options with another number of faces to seek. */
  public TrackingOptions withMaxFaces(int newMaxFaces) {
    return new TrackingOptions(newMaxFaces, staticImages, minConfidence, regionTtl, scale, policy);
  }

  /** Returns these options for single pictures, or for a stream. */
  public TrackingOptions withStaticImages(boolean newStaticImages) {
    return new TrackingOptions(maxFaces, newStaticImages, minConfidence, regionTtl, scale, policy);
  }

  /** Returns these options with another threshold. */
  public TrackingOptions withMinConfidence(double newMinConfidence) {
    return new TrackingOptions(maxFaces, staticImages, newMinConfidence, regionTtl, scale, policy);
  }

  /** Returns these options with another time to live of regions. */
  public TrackingOptions withRegionTtl(Duration newRegionTtl) {
    return new TrackingOptions(maxFaces, staticImages, minConfidence, newRegionTtl, scale, policy);
  }

  /** Returns these options with another policy. */
  public TrackingOptions withPolicy(TrackPolicy newPolicy) {
    return new TrackingOptions(maxFaces, staticImages, minConfidence, regionTtl, scale, newPolicy);
  }
}
