package io.meshstream.job.tracking;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.QuarterTurn;
import io.meshstream.vision.sample.Portrait;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** The portrait as a camera sees it that lies on its side. */
final class TurnedPortrait {

  private TurnedPortrait() {}

  /** A PNG of the portrait turned by 90 degrees counter-clockwise. */
  static byte[] counterClockwise() throws IOException {
    Picture turned = Portrait.picture().turned(QuarterTurn.COUNTER_CLOCKWISE);
    BufferedImage image =
        new BufferedImage(turned.width(), turned.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < turned.height(); y++) {
      for (int x = 0; x < turned.width(); x++) {
        image.setRGB(x, y, turned.rgbAt(x, y));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
