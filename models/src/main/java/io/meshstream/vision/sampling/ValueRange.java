package io.meshstream.vision.sampling;

/**
 * The linear map from pixel values 0..255 to a model's input.
 *
 * @param min what 0 becomes
 * @param max what 255 becomes
 */
public record ValueRange(float min, float max) {
  /** -1 to 1, the detectors' range. */
  public static final ValueRange SIGNED = new ValueRange(-1, 1);

  /** 0 to 1, the landmark models' range. */
  public static final ValueRange UNIT = new ValueRange(0, 1);

  float scale() {
    return (max - min) / 255f;
  }
}
