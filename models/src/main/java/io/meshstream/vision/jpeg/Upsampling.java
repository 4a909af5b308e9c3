package io.meshstream.vision.jpeg;

/**
 * How the samples of a component become as many as there are pixels, as libjpeg does it.
 *
 * <p>A smooth direction is one with two pixels to a sample: a pixel takes three parts of its own
 * sample and one part of the nearest other one. In a direction that is not smooth samples are
 * repeated.
 *
 * @param across pixels beside each other that share a sample: 1, 2 or 4
 * @param down pixels above each other that share a sample: 1 or 2
 */
record Upsampling(int across, int down, boolean smoothAcross, boolean smoothDown) {
  /**
   * Returns the way for a component.
   *
   * @param columns of samples that the whole component has
   */
  static Upsampling of(int across, int down, JpegScale scale, int columns) {
    // libjpeg repeats the samples of tiny pictures, except where only rows are missing.
    boolean smooth = scale != JpegScale.EIGHTH && (across == 1 || columns > 2) && across <= 2;
    return new Upsampling(across, down, smooth && across == 2, smooth && down == 2);
  }

  /** Returns the columns of samples, out of so many, that these columns of pixels need. */
  Span columns(Span pixels, int available) {
    return samples(pixels, across, smoothAcross, available);
  }

  /** Returns the rows of samples, out of so many, that these rows of pixels need. */
  Span rows(Span pixels, int available) {
    return samples(pixels, down, smoothDown, available);
  }

  private static Span samples(Span pixels, int factor, boolean smooth, int available) {
    int first = pixels.start() / factor;
    int last = (pixels.end() - 1) / factor;
    if (smooth) {
      first -= pixels.start() % 2 == 0 ? 1 : 0;
      last += pixels.end() % 2 == 0 ? 1 : 0;
    }
    return new Span(Math.max(0, first), Math.min(available, last + 1));
  }
}
