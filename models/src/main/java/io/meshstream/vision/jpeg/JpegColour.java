package io.meshstream.vision.jpeg;

/** What the components of a JPEG stand for. */
enum JpegColour {
  /** One component: luminance. */
  GREY,
  /** Luminance and two colour differences, as JFIF defines them. */
  YCBCR,
  /** Red, green, blue. */
  RGB
}
