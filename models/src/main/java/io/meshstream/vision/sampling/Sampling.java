package io.meshstream.vision.sampling;

/**
 * How a region of a picture becomes a model's input: MediaPipe has two conventions, and they differ
 * by up to a pixel or two.
 */
public enum Sampling {
  /**
   * MediaPipe's GPU path: pixel centres lie at half a pixel, samples stay float. Geometrically
   * consistent: what is projected back lands where it was seen.
   */
  TEXTURE,
  /**
   * MediaPipe's CPU path, which its Python package uses: OpenCV's {@code warpPerspective} on 8-bit
   * pixels, without the half pixel, so the crop is displaced by up to half a model pixel.
   */
  OPENCV
}
