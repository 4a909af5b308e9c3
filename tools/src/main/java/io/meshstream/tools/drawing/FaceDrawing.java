package io.meshstream.tools.drawing;

import io.meshstream.face.Face;
import io.meshstream.face.FrameResult;
import io.meshstream.face.detection.Detection;
import io.meshstream.face.geometry.Box;
import io.meshstream.face.geometry.Landmarks;
import io.meshstream.face.geometry.Point;
import io.meshstream.face.geometry.Region;
import io.meshstream.face.topology.Connection;
import io.meshstream.face.topology.Connections;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Set;

/**
 * Draws on a picture what was found in it, in the colours of MediaPipe's example renderer:
 * detections and contours green, landmarks and regions red, tesselation grey, labels white.
 *
 * <p>Normalised coordinates become pixels by multiplying with the picture's size and rounding.
 * Nothing is smoothed, so the same faces give the same pixels. An instance draws on one image and
 * is not thread-safe.
 */
public final class FaceDrawing {

  private static final Color GREEN = new Color(0, 255, 0);
  private static final Color RED = new Color(255, 0, 0);
  private static final Color GREY = new Color(192, 192, 192);
  private static final int HAIR = 1;
  private static final int THIN = 2;
  private static final int THICK = 4;
  private static final int RADIUS = 2;

  private final BufferedImage image;
  private final Set<Layer> layers;

  /** Will draw on this image what is usual. */
  public FaceDrawing(BufferedImage image) {
    this(image, Layer.usual());
  }

  /** Will draw these layers on this image. */
  public FaceDrawing(BufferedImage image, Set<Layer> layers) {
    this.image = image;
    this.layers = Set.copyOf(layers);
  }

  /** Draws all that a frame gave, what the detector saw lowest. */
  public void draw(FrameResult result) {
    Graphics2D graphics = image.createGraphics();
    try {
      if (layers.contains(Layer.DETECTIONS)) {
        result.detections().orElse(List.of()).forEach(each -> draw(graphics, each));
      }
      result.faces().forEach(each -> draw(graphics, each));
    } finally {
      graphics.dispose();
    }
  }

  private void draw(Graphics2D graphics, Detection detection) {
    pen(graphics, GREEN, THICK);
    Box box = detection.box();
    int left = column(box.xMin());
    int top = row(box.yMin());
    graphics.drawRect(left, top, column(box.xMax()) - left, row(box.yMax()) - top);
    for (Point point : detection.keypoints()) {
      dot(graphics, column(point.x()), row(point.y()), THICK / 2);
    }
  }

  private void draw(Graphics2D graphics, Face face) {
    Landmarks landmarks = face.landmarks();
    if (layers.contains(Layer.TESSELATION)) {
      pen(graphics, GREY, HAIR);
      join(graphics, landmarks, Connections.tesselation());
    }
    if (layers.contains(Layer.CONTOURS)) {
      pen(graphics, GREEN, THIN);
      join(graphics, landmarks, Connections.contours());
    }
    if (layers.contains(Layer.POINTS)) {
      pen(graphics, RED, THIN);
      for (int i = 0; i < landmarks.count(); i++) {
        dot(graphics, column(landmarks.x(i)), row(landmarks.y(i)), RADIUS);
      }
    }
    if (layers.contains(Layer.REGION)) {
      pen(graphics, RED, THICK);
      graphics.draw(outline(face.region()));
    }
    if (layers.contains(Layer.LABEL)) {
      label(face);
    }
  }

  /** An edge to a point that the model does not have is left out. */
  private void join(Graphics2D graphics, Landmarks landmarks, List<Connection> connections) {
    for (Connection connection : connections) {
      if (Math.max(connection.start(), connection.end()) < landmarks.count()) {
        graphics.drawLine(
            column(landmarks.x(connection.start())),
            row(landmarks.y(connection.start())),
            column(landmarks.x(connection.end())),
            row(landmarks.y(connection.end())));
      }
    }
  }

  private void label(Face face) {
    Region region = face.region();
    int left = column(region.centerX() - region.width() / 2);
    int top = row(region.centerY() - region.height() / 2);
    new TextStrip(image).write("#" + face.trackId(), left, top);
  }

  /** Turned in pixels, not in normalised coordinates, which would shear it. */
  private Path2D outline(Region region) {
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
    return path;
  }

  private int column(float x) {
    return Math.round(x * image.getWidth());
  }

  private int row(float y) {
    return Math.round(y * image.getHeight());
  }

  private static void pen(Graphics2D graphics, Color colour, int thickness) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(thickness));
  }

  private static void dot(Graphics2D graphics, int x, int y, int radius) {
    int size = 2 * radius + 1;
    graphics.fillOval(x - radius, y - radius, size, size);
  }
}
