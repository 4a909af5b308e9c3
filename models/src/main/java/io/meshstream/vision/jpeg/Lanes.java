package io.meshstream.vision.jpeg;

/**
 * Arithmetic on whole rows of samples.
 *
 * <p>Each loop is as small as it is so that the just-in-time compiler turns it into vector
 * instructions: one result array, one common index, no call, no branch.
 */
final class Lanes {
  private static final int HALF = 1 << 15;
  private static final int CENTRE = 128;

  // Parts of the colour differences in 65536ths.
  private static final int CR_IN_RED = 91881;
  private static final int CB_IN_GREEN = -22554;
  private static final int CR_IN_GREEN = -46802;
  private static final int CB_IN_BLUE = 116130;

  private static final int GREEN_ROUNDING = HALF - CENTRE * (CB_IN_GREEN + CR_IN_GREEN);

  private Lanes() {}

  /** Shifts sums of the inverse DCT, centres and clamps them. */
  static void toSamples(int[] sums, int start, int end, int shift) {
    for (int i = start; i < end; i++) {
      int sample = (sums[i] >> shift) + CENTRE;
      sums[i] = ((sample & ~(sample >> 31)) | ((255 - sample) >> 31)) & 255;
    }
  }

  /** Adds three parts of one row and one part of another. */
  static void mix(int[] near, int[] far, int[] out, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = 3 * near[i] + far[i];
    }
  }

  /** Does what {@link #mix} does, rounded to quarters. */
  static void mixQuarters(int[] near, int[] far, int rounding, int[] out, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = (3 * near[i] + far[i] + rounding) >> 2;
    }
  }

  /** Does what {@link #mix} does, rounded to sixteenths. */
  static void mixSixteenths(int[] near, int[] far, int rounding, int[] out, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = (3 * near[i] + far[i] + rounding) >> 4;
    }
  }

  /**
   * Packs red, green and blue of each pixel as {@code 0xBBGGRR}, from luminance and differences.
   */
  static void toRgb(int[] y, int[] cb, int[] cr, int[] out, int length) {
    red(y, cr, out, length);
    green(y, cb, cr, out, length);
    blue(y, cb, out, length);
  }

  /** Packs red, green and blue of each pixel as {@code 0xBBGGRR}. */
  static void pack(int[] red, int[] green, int[] blue, int[] out, int length) {
    for (int i = 0; i < length; i++) {
      out[i] = red[i] | green[i] << 8 | blue[i] << 16;
    }
  }

  private static void red(int[] y, int[] cr, int[] out, int length) {
    for (int i = 0; i < length; i++) {
      int red = y[i] + ((CR_IN_RED * cr[i] + (HALF - CENTRE * CR_IN_RED)) >> 16);
      out[i] = ((red & ~(red >> 31)) | (255 - red) >> 31) & 255;
    }
  }

  private static void green(int[] y, int[] cb, int[] cr, int[] out, int length) {
    for (int i = 0; i < length; i++) {
      int shift = ((CB_IN_GREEN * cb[i]) + (CR_IN_GREEN * cr[i]) + GREEN_ROUNDING) >> 16;
      int green = y[i] + shift;
      out[i] |= (((green & ~(green >> 31)) | ((255 - green) >> 31)) & 255) << 8;
    }
  }

  private static void blue(int[] y, int[] cb, int[] out, int length) {
    for (int i = 0; i < length; i++) {
      int blue = y[i] + ((CB_IN_BLUE * cb[i] + (HALF - CENTRE * CB_IN_BLUE)) >> 16);
      out[i] |= (((blue & ~(blue >> 31)) | (255 - blue) >> 31) & 255) << 16;
    }
  }
}
