package io.meshstream.face.image;

import io.meshstream.face.image.PictureException.Problem;

/**
 * What an untrusted encoded picture may cost at most.
 *
 * @param maxPixels the largest accepted width times height
 */
public record PictureLimits(long maxPixels) {
  private static final PictureLimits DEFAULTS = new PictureLimits(64_000_000);

  /** Checks the value. */
  public PictureLimits {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("max pixels: " + maxPixels + " (expected: at least 1)");
    }
  }

  /** 64 megapixels. */
  public static PictureLimits defaults() {
    return DEFAULTS;
  }

  void check(int width, int height) throws PictureException {
    if ((long) width * height > maxPixels) {
      throw new PictureException(
          Problem.TOO_LARGE,
          "picture size: "
              + width
              + "x"
              + height
              + " (expected: at most "
              + maxPixels
              + " pixels); send smaller pictures or raise the limit");
    }
  }
}
