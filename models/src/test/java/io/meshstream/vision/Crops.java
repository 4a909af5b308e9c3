package io.meshstream.vision;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PixelArea;

/** New pictures from old ones, pixel by pixel. */
public final class Crops {
  private Crops() {}

  /** A part of a picture, in memory of its own. */
  public static Picture of(Picture picture, PixelArea area) {
    return tiled(picture, area, 1);
  }

  /** A part of a picture, several times side by side. */
  public static Picture tiled(Picture picture, PixelArea area, int times) {
    int width = times * area.width();
    byte[] rgb = new byte[3 * width * area.height()];
    for (int y = 0, at = 0; y < area.height(); y++) {
      for (int x = 0; x < width; x++) {
        int pixel = picture.rgbAt(area.x() + x % area.width(), area.y() + y);
        rgb[at++] = (byte) (pixel >> 16);
        rgb[at++] = (byte) (pixel >> 8);
        rgb[at++] = (byte) pixel;
      }
    }
    return Picture.rgb(rgb, width, area.height());
  }
}
