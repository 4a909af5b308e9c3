package io.meshstream.tools.drawing;

import io.meshstream.vision.image.Picture;
import java.awt.image.BufferedImage;

/** Copies a decoded picture into an image that can be drawn on. */
public final class PictureImage {

  private PictureImage() {}

  /** Returns a copy in {@link BufferedImage#TYPE_INT_RGB}. */
  public static BufferedImage of(Picture picture) {
    int width = picture.width();
    BufferedImage image = new BufferedImage(width, picture.height(), BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < width; x++) {
        row[x] = picture.rgbAt(x, y);
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return image;
  }
}
