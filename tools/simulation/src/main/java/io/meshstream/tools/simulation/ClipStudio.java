package io.meshstream.tools.simulation;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.tools.pictures.PictureSize;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes the clips of simulated cameras: real faces, and hands if wanted, in motion over a moving
 * background, as JPEG.
 *
 * <p>A picture depends on the camera's number, the frame's number, the size and the length of the
 * clip and on nothing else, so a run can be repeated. Thread-safe.
 */
public final class ClipStudio {

  private static final float JPEG_QUALITY = 0.85f;
  private static final int BALLOONS = 5;

  private static final double LOOP_SECONDS = 8;
  private static final int MAX_LOOP_FRAMES = 400;

  private final PortraitActor actor = new PortraitActor();
  private final Optional<HandActor> hands;

  /** Prepares the portrait. */
  public ClipStudio() {
    this(Optional.empty());
  }

  private ClipStudio(Optional<HandActor> hands) {
    this.hands = hands;
  }

  /** Prepares the portrait and hands: the faces move as without them. */
  public static ClipStudio withHands() {
    return new ClipStudio(Optional.of(new HandActor()));
  }

  /**
   * Makes a clip of some seconds, and of no more than {@value #MAX_LOOP_FRAMES} pictures.
   *
   * @param camera the camera, numbered from 0
   * @param size the size of its pictures
   * @param framesPerSecond the pace at which it is to be shown
   */
  public Clip loop(int camera, PictureSize size, double framesPerSecond) {
    return clip(camera, size, loopFrames(framesPerSecond));
  }

  /**
   * Prepares the same clip; each picture is made when it is asked for first.
   *
   * @param camera the camera, numbered from 0
   * @param size the size of its pictures
   * @param framesPerSecond the pace at which it is to be shown
   */
  public Clip lazyLoop(int camera, PictureSize size, double framesPerSecond) {
    return new Clip(pictures(camera, size, loopFrames(framesPerSecond)), 0);
  }

  private static int loopFrames(double framesPerSecond) {
    long frames = Math.round(LOOP_SECONDS * framesPerSecond);
    return (int) Math.max(1, Math.min(MAX_LOOP_FRAMES, frames));
  }

  /**
   * Makes a clip, on all cores.
   *
   * @param camera the camera, numbered from 0
   * @param size the size of its pictures
   * @param frames the number of frames after which it begins again, without a jump
   */
  public Clip clip(int camera, PictureSize size, int frames) {
    return new Clip(pictures(camera, size, frames).parallelStream().toList(), 0);
  }

  private LazyPictures pictures(int camera, PictureSize size, int frames) {
    CameraPath path = new CameraPath(camera);
    HandPath handPath = new HandPath(camera);
    return new LazyPictures(
        frames, frame -> picture(path, handPath, size, (double) frame / frames));
  }

  private ClipPicture picture(CameraPath path, HandPath handPath, PictureSize size, double time) {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      paintBackground(graphics, size, time);
      path.at(time).forEach(placement -> actor.appear(graphics, size, placement));
      hands.ifPresent(
          hand -> handPath.at(time).forEach(placement -> hand.appear(graphics, size, placement)));
    } finally {
      graphics.dispose();
    }
    return new ClipPicture(PictureEncoding.JPEG, size.width(), size.height(), jpeg(image));
  }

  private static void paintBackground(Graphics2D graphics, PictureSize size, double time) {
    graphics.setPaint(
        new GradientPaint(
            0, 0, new Color(96, 112, 128), size.width(), size.height(), new Color(200, 190, 170)));
    graphics.fillRect(0, 0, size.width(), size.height());
    int diameter = size.longerSide() / 12;
    for (int balloon = 0; balloon < BALLOONS; balloon++) {
      double angle = 2 * Math.PI * (time + (double) balloon / BALLOONS);
      graphics.setColor(Color.getHSBColor((float) balloon / BALLOONS, 0.35f, 0.7f));
      graphics.fillOval(
          (int) Math.round((0.5 + 0.45 * Math.sin(angle)) * size.width()) - diameter / 2,
          (int) Math.round((0.5 + 0.4 * Math.sin(2 * angle)) * size.height()) - diameter / 2,
          diameter,
          diameter);
    }
  }

  private static ByteBuffer jpeg(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(JPEG_QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } catch (IOException e) {
      throw new UncheckedIOException("JPEG encoding into memory", e);
    } finally {
      writer.dispose();
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
