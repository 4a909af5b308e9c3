package io.meshstream.bench;

import io.meshstream.vision.jpeg.JpegRegion;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Frames as cameras send them, made from the portrait: scaled, tiled where it is smaller than the
 * frame, and with noise where the frame is to be detailed.
 */
public enum SampleFrame {
  /** 720p, about 85 kB. */
  SOFT_720P(1280, 720, 3.2, 0),
  /** 720p, about 360 kB. */
  DETAILED_720P(1280, 720, 1.8, 15),
  /** 1080p, about 160 kB. */
  SOFT_1080P(1920, 1080, 4.5, 0),
  /** 1080p, about 760 kB. */
  DETAILED_1080P(1920, 1080, 2.7, 14.5);

  private static final float QUALITY = 0.85f;

  private final int width;
  private final int height;
  private final double zoom;
  private final double noise;

  SampleFrame(int width, int height, double zoom, double noise) {
    this.width = width;
    this.height = height;
    this.zoom = zoom;
    this.noise = noise;
  }

  /** Columns of pixels. */
  public int width() {
    return width;
  }

  /** Rows of pixels. */
  public int height() {
    return height;
  }

  /**
   * Returns the middle of the frame, 384x384 of 720p and 512x512 of 1080p: about what a face takes.
   */
  JpegRegion middle() {
    int side = height == 720 ? 384 : 512;
    return new JpegRegion((width - side) / 2, (height - side) / 2, side, side);
  }

  /** Returns the frame as a 4:2:0 JPEG. */
  public byte[] jpeg() throws IOException {
    BufferedImage image = draw();
    addNoise(image);
    return ImageFiles.jpeg(image, QUALITY);
  }

  private BufferedImage draw() throws IOException {
    BufferedImage portrait = ImageIO.read(new ByteArrayInputStream(Portrait.png()));
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

  private void addNoise(BufferedImage image) {
    Random random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
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

  /** Prints how large the frames are. */
  public static void main(String[] args) throws IOException {
    for (SampleFrame frame : values()) {
      System.out.println(frame + " " + frame.jpeg().length);
    }
  }
}
