package io.meshstream.tools.drawing;

import io.meshstream.tools.console.CommandFailure;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Writes small white text on a black strip, legible on any picture.
 *
 * <p>The letters come from this machine's fonts, so they are the same from one run to the next but
 * not from one machine to another. An instance draws on one image and is not thread-safe.
 */
public final class TextStrip {

  private static final int MARGIN = 3;
  private static final int SMALLEST = 10;
  private static final int LINES_PER_PICTURE = 40;

  private final BufferedImage image;

  /** Will write on this image. */
  public TextStrip(BufferedImage image) {
    this.image = image;
  }

  /**
   * Writes a line whose strip has its top left corner at a pixel, moved into the image if need be.
   *
   * @throws CommandFailure if this machine has no font
   */
  public void write(String text, int left, int top) {
    writeBar(text, 0, left, top);
  }

  /**
   * Writes a line likewise, with a green bar along its lower edge.
   *
   * @param share how much of the strip's width the bar takes, 0 to 1
   * @return the strip's height in pixels
   * @throws CommandFailure if this machine has no font
   */
  public int writeBar(String text, double share, int left, int top) {
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size()));
      FontMetrics metrics = graphics.getFontMetrics();
      int width = metrics.stringWidth(text) + 2 * MARGIN;
      int height = metrics.getHeight();
      int x = Math.max(0, Math.min(left, image.getWidth() - width));
      int y = Math.max(0, Math.min(top, image.getHeight() - height));
      graphics.setColor(Color.BLACK);
      graphics.fillRect(x, y, width, height);
      graphics.setColor(Color.WHITE);
      graphics.drawString(text, x + MARGIN, y + metrics.getAscent());
      graphics.setColor(Color.GREEN);
      int bar = Math.max(2, height / 8);
      graphics.fillRect(x, y + height - bar, (int) Math.round(share * width), bar);
      return height;
    } catch (RuntimeException | LinkageError | InternalError e) {
      // What Java throws where there is none differs from one release to the next.
      throw new CommandFailure(
          "font: %s (expected: this machine has one); install fontconfig and a font such as DejaVu"
              .formatted(e),
          e);
    } finally {
      graphics.dispose();
    }
  }

  private int size() {
    return Math.max(SMALLEST, image.getHeight() / LINES_PER_PICTURE);
  }
}
