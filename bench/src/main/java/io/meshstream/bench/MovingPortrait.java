package io.meshstream.bench;

import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A face that moves slowly to and fro in 720p pictures, as a camera would send it: large enough for
 * the short range detector, and never lost.
 */
final class MovingPortrait {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int COUNT = 24;
  private static final int STEP = 8;

  /** The portrait's side, and where its face, a third of the picture's height, is in the middle. */
  private static final int SIDE = 970;

  private static final int LEFT = 120;
  private static final int TOP = 90;

  private static final List<byte[]> JPEGS = jpegs();

  private MovingPortrait() {}

  /** Returns the JPEG of a frame; back and forth, so that the face never jumps. */
  static byte[] picture(long number) {
    int period = 2 * COUNT - 2;
    int phase = (int) (number % period);
    return JPEGS.get(Math.min(phase, period - phase));
  }

  private static List<byte[]> jpegs() {
    BufferedImage portrait = ImageFiles.image(Portrait.picture());
    List<byte[]> jpegs = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D graphics = frame.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      graphics.setColor(Color.GRAY);
      graphics.fillRect(0, 0, WIDTH, HEIGHT);
      graphics.drawImage(portrait, LEFT + STEP * i, TOP, SIDE, SIDE, null);
      graphics.dispose();
      jpegs.add(ImageFiles.jpeg(frame));
    }
    return jpegs;
  }
}
