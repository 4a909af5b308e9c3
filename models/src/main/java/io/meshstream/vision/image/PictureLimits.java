package io.meshstream.vision.image;

import io.meshstream.vision.image.PictureException.Problem;
import io.meshstream.vision.jpeg.JpegHeader;

/**
 * What an untrusted encoded picture may cost at most. All of it is decided from the picture's
 * header and its scans' markers, before a pixel is decoded.
 *
 * @param maxPixels the largest accepted width times height
 * @param maxWholePixels the same for pictures that can only be decoded whole: PNGs, and JPEGs that
 *     are progressive or otherwise unusual
 * @param maxScans how many times that number of pixels the scans of such a JPEG may have together,
 *     a scan of several components counting as that many
 */
public record PictureLimits(long maxPixels, long maxWholePixels, int maxScans) {
  /**
   * A progressive JPEG in colour usually has 10 scans of 14 components, and a scan without data
   * takes a decoder 1 to 2 ns a pixel: with the default limits a second or less.
   */
  private static final int DEFAULT_SCANS = 32;

  private static final long DEFAULT_WHOLE = 16_000_000;
  private static final PictureLimits DEFAULTS = new PictureLimits(64_000_000);

  /** Checks the values. */
  public PictureLimits {
    check("max pixels", maxPixels);
    check("max whole pixels", maxWholePixels);
    check("max scans", maxScans);
  }

  /** Limits pictures as said, and scans as usual. */
  public PictureLimits(long maxPixels, long maxWholePixels) {
    this(maxPixels, maxWholePixels, DEFAULT_SCANS);
  }

  /** Limits all pictures to so many pixels, and those decoded whole to 16 megapixels at most. */
  public PictureLimits(long maxPixels) {
    this(maxPixels, Math.min(maxPixels, DEFAULT_WHOLE));
  }

  /**
   * Returns the usual limits: 64 megapixels, and 16 for pictures that can only be decoded whole.
   */
  public static PictureLimits defaults() {
    return DEFAULTS;
  }

  private static void check(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
    }
  }

  /** Checks the size of a picture that is to be decoded whole, because it is of this kind. */
  void checkWhole(int width, int height, String kind) throws PictureException {
    long most = Math.min(maxPixels, maxWholePixels);
    if ((long) width * height > most) {
      throw new PictureException(
          Problem.TOO_LARGE,
          "picture size: "
              + width
              + "x"
              + height
              + " (expected: at most "
              + most
              + " pixels for "
              + kind
              + ", which is decoded whole); send smaller pictures or baseline JPEGs, or raise the"
              + " limit");
    }
  }

  /** Checks how often a decoder would go through the pixels. */
  void checkScans(JpegHeader header) throws PictureException {
    long pixels = (long) header.width() * header.height();
    long most = maxScans * maxWholePixels / pixels;
    long scans = header.componentScans();
    if (scans > most) {
      throw new PictureException(
          Problem.TOO_COMPLEX,
          "JPEG scans: "
              + scans
              + " of a component (expected: at most "
              + most
              + " for "
              + header.width()
              + "x"
              + header.height()
              + "); send baseline JPEGs");
    }
  }

  /** Checks what a picture takes in memory against what one can have. */
  static void checkMemory(long bytes, DecodingBudget budget) throws PictureException {
    if (bytes > budget.bytes()) {
      throw new PictureException(
          Problem.TOO_LARGE,
          "picture memory: "
              + bytes
              + " bytes (expected: at most "
              + budget.bytes()
              + ", half of the heap); send smaller pictures or give the process more heap");
    }
  }
}
