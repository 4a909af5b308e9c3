package io.meshstream.bench;

import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * Makes pictures of the portrait's head, several times from left to right, up and down in turns.
 */
final class HeadsInARow {

  private static final float QUALITY = 0.85f;

  /** Where the head is in the portrait, and the face in it about a quarter as wide. */
  private static final int LEFT = 97;

  private static final int SIDE = 256;

  private HeadsInARow() {}

  /** Returns the picture as a 4:2:0 JPEG. */
  static byte[] jpeg(int width, int height, int heads) {
    BufferedImage head = ImageFiles.image(Portrait.picture()).getSubimage(LEFT, 0, SIDE, SIDE);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    int side = height / 2;
    for (int i = 0; i < heads; i++) {
      int x = (2 * i + 1) * width / (2 * heads) - side / 2;
      int y = i % 2 == 0 ? 0 : height / 2;
      canvas.drawImage(head, x, y, side, side, null);
    }
    canvas.dispose();
    return ImageFiles.jpeg(image, QUALITY);
  }
}
