package io.meshstream.vision.jpeg;

/** How many pixels share a sample of the second and third component. */
enum JpegSampling {
  /** There is only one component. */
  GREY(1, 1),
  /** 4:4:4, a sample for each pixel. */
  YUV444(1, 1),
  /** 4:2:2, two pixels beside each other. */
  YUV422(2, 1),
  /** 4:4:0, two pixels above each other. */
  YUV440(1, 2),
  /** 4:2:0, a square of four pixels. */
  YUV420(2, 2),
  /** 4:1:1, four pixels beside each other. */
  YUV411(4, 1);

  private final int across;
  private final int down;

  JpegSampling(int across, int down) {
    this.across = across;
    this.down = down;
  }

  /** Returns the number of pixels beside each other that share a sample. */
  int across() {
    return across;
  }

  /** Returns the number of pixels above each other that share a sample. */
  int down() {
    return down;
  }

  /** Returns the three-component sampling with these factors, or null if none has them. */
  static JpegSampling ofColour(int across, int down) {
    for (JpegSampling sampling : values()) {
      if (sampling != GREY && sampling.across == across && sampling.down == down) {
        return sampling;
      }
    }
    return null;
  }
}
