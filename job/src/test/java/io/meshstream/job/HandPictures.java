package io.meshstream.job;

import io.meshstream.vision.sample.OpenHand;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Views of the portrait before which hands are held, as JPEG files. */
public final class HandPictures {

  /** How tall a hand is, as a share of the picture's height. */
  private static final double LENGTH = 0.4;

  private HandPictures() {}

  /**
   * A person who turns, moves and raises a right hand, in pictures 1 to 5 a left one beside it, and
   * is gone in pictures 9 to 11, with the hand there still; 400x300.
   */
  public static List<byte[]> walk() {
    List<byte[]> pictures = new ArrayList<>();
    List<byte[]> walk = PortraitPictures.walk();
    for (int i = 0; i < walk.size(); i++) {
      BufferedImage picture = decoded(walk.get(i));
      hold(picture, 0.13 + 0.01 * i, 0.68, 0.02 * i, /* isLeft= */ false);
      if (i >= 1 && i <= 5) {
        hold(picture, 0.89, 0.75 - 0.01 * i, -0.1, /* isLeft= */ true);
      }
      pictures.add(jpeg(picture));
    }
    return pictures;
  }

  /** One face, which a second one joins, and a right hand; 480x270. */
  public static List<byte[]> pair() {
    List<byte[]> pictures = new ArrayList<>();
    for (byte[] each : PortraitPictures.pair()) {
      BufferedImage picture = decoded(each);
      hold(picture, 0.09, 0.8, 0, /* isLeft= */ false);
      pictures.add(jpeg(picture));
    }
    return pictures;
  }

  private static void hold(
      BufferedImage picture, double x, double y, double rotation, boolean isLeft) {
    BufferedImage hand = decoded(OpenHand.png());
    double scale = LENGTH * picture.getHeight() / hand.getHeight();
    AffineTransform place = new AffineTransform();
    place.translate(x * picture.getWidth(), y * picture.getHeight());
    place.rotate(rotation);
    place.scale(isLeft ? -scale : scale, scale);
    place.translate(-hand.getWidth() / 2.0, -hand.getHeight() / 2.0);
    Graphics2D graphics = picture.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(hand, place, null);
    } finally {
      graphics.dispose();
    }
  }

  private static BufferedImage decoded(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the picture cannot be decoded", e);
    }
  }

  private static byte[] jpeg(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("JPEG encoding into memory", e);
    }
    return bytes.toByteArray();
  }
}
