package io.meshstream.vision;

/** At which scale a picture is decoded before a model's input is sampled from it. */
public enum Scale {
  /** Every pixel, as MediaPipe does it. */
  EXACT,
  /**
   * As coarse as the model's input allows: a half, a quarter or an eighth, whichever still has at
   * least as many samples as the input has. Less work on large pictures; each sample is then the
   * mean of the pixels it stands for rather than one of them.
   */
  AUTO;

  private static final int COARSEST = 8;

  /**
   * Returns the number of pixels along the side of the square that a sample may stand for.
   *
   * @param pixels the longer side of what is sampled
   * @param samples how many samples must be left of it
   */
  int reduction(float pixels, float samples) {
    int reduction = 1;
    while (this == AUTO && reduction < COARSEST && pixels >= 2 * reduction * samples) {
      reduction *= 2;
    }
    return reduction;
  }
}
