package io.meshstream.tools.render;

import java.awt.image.BufferedImage;

/**
 * Stands in for a picture that there is not: black, and as large as the last one that there was.
 *
 * <p>Not thread-safe.
 */
final class BlankPicture {

  private int width = 640;
  private int height = 360;

  /** Notes the size of a picture and returns it. */
  BufferedImage remember(BufferedImage image) {
    width = image.getWidth();
    height = image.getHeight();
    return image;
  }

  BufferedImage image() {
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }
}
