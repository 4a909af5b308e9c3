package io.meshstream.bench;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipPicture;
import io.meshstream.vision.sample.Portrait;
import io.meshstream.vision.testing.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A face that moves slowly to and fro in 720p pictures, as a camera would send it: large enough for
 * the short range detector, and never lost. Or, where the system property {@value #SCENE} names a
 * folder of {@code bench/peer/frames.py}, the loop of its scene.
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

  private static final String SCENE = "meshstream.bench.scene";

  /** The pictures of a closed path. */
  private static final List<byte[]> JPEGS = jpegs();

  private MovingPortrait() {}

  /** Returns the JPEG of a frame. */
  static byte[] picture(long number) {
    return JPEGS.get((int) (number % JPEGS.size()));
  }

  /** Returns the pictures as those of a camera. */
  static Clip clip() {
    return new Clip(
        JPEGS.stream()
            .map(
                jpeg -> new ClipPicture(PictureEncoding.JPEG, WIDTH, HEIGHT, ByteBuffer.wrap(jpeg)))
            .toList(),
        0);
  }

  private static List<byte[]> jpegs() {
    String scene = System.getProperty(SCENE);
    if (scene == null) {
      return drawn();
    }
    try {
      return SceneFrames.read(Path.of(scene)).loop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> drawn() {
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
    // And back again, so that the face never jumps.
    for (int i = COUNT - 2; i > 0; i--) {
      jpegs.add(jpegs.get(i));
    }
    return jpegs;
  }
}
