package io.meshstream.vision.smoothing;

import java.io.Serializable;
import java.util.Objects;

/**
 * How landmarks are smoothed from frame to frame.
 *
 * @param kind which filter does it
 * @param minCutoff the cut-off frequency at rest, in Hz: lower is steadier
 * @param beta by how many Hz the cut-off frequency rises with a speed of one size of the face a
 *     second: higher lags less
 * @param derivativeCutoff the cut-off frequency of the filter for that speed, in Hz
 */
public record Smoothing(SmoothingKind kind, double minCutoff, double beta, double derivativeCutoff)
    implements Serializable {

  /** The highest value that a parameter can have. */
  public static final double HIGHEST = 1e6;

  /** The lowest frequency that a filter can have, in Hz. */
  public static final double LOWEST_CUTOFF = 1e-6;

  private static final Smoothing NONE = new Smoothing(SmoothingKind.NONE, 0.05, 80, 1);

  /** Checks every value. */
  public Smoothing {
    Objects.requireNonNull(kind, "kind");
    check("min cutoff", minCutoff, LOWEST_CUTOFF);
    check("beta", beta, 0);
    check("derivative cutoff", derivativeCutoff, LOWEST_CUTOFF);
  }

  /** Returns no smoothing; with another kind, the parameters are MediaPipe's FaceLandmarker's. */
  public static Smoothing none() {
    return NONE;
  }

  /** Returns the one-euro filter with the parameters of MediaPipe's FaceLandmarker. */
  public static Smoothing oneEuro() {
    return NONE.withKind(SmoothingKind.ONE_EURO);
  }

  /** Returns the same parameters for another filter. */
  public Smoothing withKind(SmoothingKind newKind) {
    return new Smoothing(newKind, minCutoff, beta, derivativeCutoff);
  }

  private static void check(String name, double value, double lowest) {
    if (!(value >= lowest && value <= HIGHEST)) {
      throw new IllegalArgumentException(
          "smoothing %s: %s (expected: %s to %s)".formatted(name, value, lowest, HIGHEST));
    }
  }
}
