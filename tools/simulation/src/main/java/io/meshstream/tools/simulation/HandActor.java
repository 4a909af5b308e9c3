package io.meshstream.tools.simulation;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.vision.sample.OpenHand;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A hand before the simulated cameras: the sample's open palm, a right one unless it is mirrored.
 *
 * <p>Thread-safe.
 */
final class HandActor {

  private final BufferedImage hand;

  HandActor() {
    try {
      this.hand = ImageIO.read(new ByteArrayInputStream(OpenHand.png()));
    } catch (IOException e) {
      throw new UncheckedIOException("the sample hand cannot be decoded", e);
    }
  }

  void appear(Graphics2D graphics, PictureSize size, Placement placement) {
    double scale = placement.size() * size.longerSide() / hand.getHeight();
    AffineTransform place = new AffineTransform();
    place.translate(placement.x() * size.width(), placement.y() * size.height());
    place.rotate(placement.rotation());
    place.scale(placement.mirrored() ? -scale : scale, scale);
    place.translate(-hand.getWidth() / 2.0, -hand.getHeight() / 2.0);
    graphics.drawImage(hand, place, null);
  }
}
