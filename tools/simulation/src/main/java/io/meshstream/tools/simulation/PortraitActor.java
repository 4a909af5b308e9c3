package io.meshstream.tools.simulation;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.sample.Portrait;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * The person before the simulated cameras: head and shoulders of the sample portrait, fading out
 * towards the edge so that any background may lie behind.
 *
 * <p>Thread-safe.
 */
final class PortraitActor {

  /** The face in the portrait, in portrait sides. */
  private static final double FACE_X = 0.44;

  private static final double FACE_Y = 0.24;
  private static final double FACE_WIDTH = 0.18;

  /** What is kept of the portrait: an ellipse around the head, in portrait sides. */
  private static final double RADIUS_X = 0.27;

  private static final double RADIUS_Y = 0.40;

  /** Share of the radius over which the ellipse fades. */
  private static final double FADE = 0.15;

  private final BufferedImage cutOut;

  PortraitActor() {
    this.cutOut = cutOut(Portrait.picture());
  }

  void appear(Graphics2D graphics, PictureSize size, Placement placement) {
    double scale = placement.size() * size.longerSide() / (FACE_WIDTH * cutOut.getWidth());
    AffineTransform place = new AffineTransform();
    place.translate(placement.x() * size.width(), placement.y() * size.height());
    place.rotate(placement.rotation());
    place.scale(placement.mirrored() ? -scale : scale, scale);
    place.translate(-FACE_X * cutOut.getWidth(), -FACE_Y * cutOut.getHeight());
    graphics.drawImage(cutOut, place, null);
  }

  private static BufferedImage cutOut(Picture portrait) {
    int width = portrait.width();
    int height = portrait.height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int opacity = (int) Math.round(255 * opacity((double) x / width, (double) y / height));
        image.setRGB(x, y, opacity << 24 | portrait.rgbAt(x, y));
      }
    }
    return image;
  }

  private static double opacity(double x, double y) {
    double distance = Math.hypot((x - FACE_X) / RADIUS_X, (y - FACE_Y) / RADIUS_Y);
    return Math.max(0, Math.min(1, (1 - distance) / FADE));
  }
}
