package io.meshstream.tools.drawing;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/**
 * An image that is drawn on in normalised coordinates, which become pixels by multiplying with the
 * picture's size and rounding. Nothing is smoothed, so the same lines give the same pixels. Not
 * thread-safe.
 */
final class Canvas implements AutoCloseable {

  /** The side of a region for which widths are as they are given, in pixels. */
  private static final float USUAL_SIDE = 400;

  private final BufferedImage image;
  private final Graphics2D graphics;

  Canvas(BufferedImage image) {
    this.image = image;
    this.graphics = image.createGraphics();
  }

  int column(float x) {
    return Math.round(x * image.getWidth());
  }

  int row(float y) {
    return Math.round(y * image.getHeight());
  }

  /** Returns how many pixels a part of the picture's width is. */
  float across(float width) {
    return width * image.getWidth();
  }

  /** Returns how much larger a region is than the usual one. */
  float scale(Region region) {
    return scale(across(region.width()), region.height() * image.getHeight());
  }

  /** Returns how much larger a rectangle of so many pixels is than the usual region. */
  float scale(float width, float height) {
    return (float) Math.sqrt(Math.abs(width * height)) / USUAL_SIDE;
  }

  /** Takes a colour and a width, of at least a pixel, for what is drawn next. */
  void pen(Color colour, float width) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(Math.max(1, width)));
  }

  void line(int fromColumn, int fromRow, int toColumn, int toRow) {
    graphics.drawLine(fromColumn, fromRow, toColumn, toRow);
  }

  void line(Landmarks points, int from, int to) {
    line(column(points.x(from)), row(points.y(from)), column(points.x(to)), row(points.y(to)));
  }

  void rectangle(int left, int top, int width, int height) {
    graphics.drawRect(left, top, width, height);
  }

  /** An odd number of pixels wide, so that it has a middle. */
  void dot(float x, float y, float width) {
    int radius = Math.round(Math.max(0, width - 1) / 2);
    if (radius == 0) {
      // An oval of one pixel has none.
      graphics.fillRect(column(x), row(y), 1, 1);
    } else {
      int size = 2 * radius + 1;
      graphics.fillOval(column(x) - radius, row(y) - radius, size, size);
    }
  }

  /** Turned in pixels, not in normalised coordinates, which would shear it. */
  void outline(Region region) {
    double halfWidth = region.width() * image.getWidth() / 2;
    double halfHeight = region.height() * image.getHeight() / 2;
    double cos = Math.cos(region.rotation());
    double sin = Math.sin(region.rotation());
    Path2D path = new Path2D.Double();
    for (int corner = 0; corner < 4; corner++) {
      double x = corner == 0 || corner == 3 ? -halfWidth : halfWidth;
      double y = corner < 2 ? -halfHeight : halfHeight;
      double column = Math.round(region.centerX() * image.getWidth() + x * cos - y * sin);
      double row = Math.round(region.centerY() * image.getHeight() + x * sin + y * cos);
      if (corner == 0) {
        path.moveTo(column, row);
      } else {
        path.lineTo(column, row);
      }
    }
    path.closePath();
    graphics.draw(path);
  }

  /** Writes a line of text at the top left corner of a region. */
  void label(String text, Region region) {
    int left = column(region.centerX() - region.width() / 2);
    int top = row(region.centerY() - region.height() / 2);
    new TextStrip(image).write(text, left, top);
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
