package io.meshstream.bench;

import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Makes pictures of the portrait: scaled, tiled where it is smaller than the picture, and with
 * noise where the picture is to be detailed.
 */
final class TiledPortrait {

  private static final float QUALITY = 0.85f;

  /** In pixels, where colours have half the resolution. */
  private static final int BLOCK = 16;

  private TiledPortrait() {}

  /**
   * Returns the picture as a 4:2:0 JPEG.
   *
   * @param zoom how many times as large the portrait is as its file
   * @param noise standard deviation of what is added to each pixel, of 255; 0 is none
   */
  static byte[] jpeg(int width, int height, double zoom, double noise) {
    return ImageFiles.jpeg(image(width, height, zoom, noise), QUALITY);
  }

  /** Returns the same with a restart marker behind each row of blocks. */
  static byte[] jpegOfRows(int width, int height, double zoom, double noise) {
    int blocks = (width + BLOCK - 1) / BLOCK;
    return ImageFiles.jpeg(image(width, height, zoom, noise), QUALITY, blocks);
  }

  private static BufferedImage image(int width, int height, double zoom, double noise) {
    BufferedImage image = draw(width, height, zoom);
    if (noise > 0) {
      addNoise(image, noise);
    }
    return image;
  }

  private static BufferedImage draw(int width, int height, double zoom) {
    BufferedImage portrait = ImageFiles.image(Portrait.picture());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int side = (int) Math.round(portrait.getWidth() * zoom);
    for (int y = 0; y < height; y += side) {
      for (int x = 0; x < width; x += side) {
        canvas.drawImage(portrait, x, y, side, side, null);
      }
    }
    canvas.dispose();
    return image;
  }

  private static void addNoise(BufferedImage image, double noise) {
    Random random = new Random(1);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int change = (int) Math.round(random.nextGaussian() * noise);
        int red = clamp((rgb >> 16 & 0xff) + change);
        int green = clamp((rgb >> 8 & 0xff) + change);
        int blue = clamp((rgb & 0xff) + change);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
