package io.meshstream.tools.drawing;

import io.meshstream.vision.Face;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.pose.FaceGeometry;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.topology.Connection;
import io.meshstream.vision.topology.Connections;
import io.meshstream.vision.topology.FaceContour;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Draws on a picture what was found in it, in the colours of MediaPipe's example renderer:
 * detections and contours green, landmarks and regions red, tesselation grey, labels white, the
 * axes of heads red, green and blue.
 *
 * <p>Normalised coordinates become pixels by multiplying with the picture's size and rounding.
 * Lines and dots are as wide for the size of the face as they are in MediaPipe's renderer for a
 * face of {@value #USUAL_SIDE} pixels, so that a small face is not covered and those of a large one
 * are seen. Nothing is smoothed, so the same faces give the same pixels. An instance draws on one
 * image and is not thread-safe.
 */
public final class FaceDrawing {

  private static final Color GREEN = new Color(0, 255, 0);
  private static final Color RED = new Color(255, 0, 0);
  private static final Color GREY = new Color(192, 192, 192);
  private static final List<Color> AXES = List.of(RED, GREEN, new Color(64, 144, 255));
  private static final int NOSE_TIP = 4;

  /** How long the axes of a head are, as a share of its region. */
  private static final float AXIS_SHARE = 0.3f;

  private static final float HAIR = 1;
  private static final float THIN = 2;
  private static final float THICK = 4;
  private static final float DOT = 5;

  /** The side of a region for which the widths are those above, in pixels. */
  private static final float USUAL_SIDE = 400;

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
  public void draw(TaskResult result) {
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
    Box box = detection.box();
    int left = column(box.xMin());
    int top = row(box.yMin());
    int width = column(box.xMax()) - left;
    int height = row(box.yMax()) - top;
    float scale = scale(width, height);
    pen(graphics, GREEN, scale * THICK);
    graphics.drawRect(left, top, width, height);
    for (Point point : detection.keypoints()) {
      dot(graphics, column(point.x()), row(point.y()), scale * DOT);
    }
  }

  private void draw(Graphics2D graphics, Face face) {
    Landmarks landmarks = face.landmarks();
    Region region = face.region();
    float scale = scale(region.width() * image.getWidth(), region.height() * image.getHeight());
    if (layers.contains(Layer.TESSELATION)) {
      pen(graphics, GREY, scale * HAIR);
      join(graphics, landmarks, Connections.tesselation());
    }
    if (layers.contains(Layer.CONTOURS)) {
      pen(graphics, GREEN, scale * THIN);
      join(graphics, landmarks, Connections.contours());
      join(graphics, landmarks, Connections.irises());
      face.details().contours().ifPresent(points -> outline(graphics, points));
    }
    if (layers.contains(Layer.POINTS)) {
      graphics.setColor(RED);
      for (int i = 0; i < landmarks.count(); i++) {
        dot(graphics, column(landmarks.x(i)), row(landmarks.y(i)), scale * DOT);
      }
    }
    if (layers.contains(Layer.REGION) && hasRegionOfItsOwn(face)) {
      pen(graphics, RED, scale * THICK);
      graphics.draw(outline(region));
    }
    if (layers.contains(Layer.POSE)) {
      face.details()
          .geometry()
          .flatMap(FaceGeometry::pose)
          .ifPresent(pose -> axes(graphics, face, pose, scale));
    }
    if (layers.contains(Layer.LABEL)) {
      label(face);
    }
    bars(face);
  }

  /** One below the other from the region's top right corner. */
  private void bars(Face face) {
    Region region = face.region();
    TextStrip strip = new TextStrip(image);
    int left = column(region.centerX() + region.width() / 2);
    int top = Math.max(0, row(region.centerY() - region.height() / 2));
    for (Bar bar : Bar.of(face.details(), layers).toList()) {
      top += strip.writeBar(bar.text(), bar.share(), left, top);
    }
  }

  /** Where a face was only detected, its region says nothing that the detection does not. */
  private static boolean hasRegionOfItsOwn(Face face) {
    return face.landmarks().count() > 0 || face.detection().isEmpty();
  }

  /** An edge to a point that the model does not have is left out. */
  private void join(Graphics2D graphics, Landmarks landmarks, List<Connection> connections) {
    for (Connection connection : connections) {
      if (Math.max(connection.start(), connection.end()) < landmarks.count()) {
        line(graphics, landmarks, connection.start(), connection.end());
      }
    }
  }

  /** A contour of one point is a dot. */
  private void outline(Graphics2D graphics, Landmarks points) {
    int first = 0;
    for (FaceContour contour : FaceContour.values()) {
      int last = first + contour.landmarks().size() - 1;
      line(graphics, points, contour.isClosed() ? last : first, first);
      for (int i = first; i < last; i++) {
        line(graphics, points, i, i + 1);
      }
      first = last + 1;
    }
  }

  private void line(Graphics2D graphics, Landmarks points, int from, int to) {
    graphics.drawLine(
        column(points.x(from)), row(points.y(from)), column(points.x(to)), row(points.y(to)));
  }

  /** From the tip of the nose; the axis that points away from the camera most is drawn first. */
  private void axes(Graphics2D graphics, Face face, PoseMatrix pose, float scale) {
    boolean hasNose = face.landmarks().count() > NOSE_TIP;
    Region region = face.region();
    int x = column(hasNose ? face.landmarks().x(NOSE_TIP) : region.centerX());
    int y = row(hasNose ? face.landmarks().y(NOSE_TIP) : region.centerY());
    float length = AXIS_SHARE * region.width() * image.getWidth();
    IntStream.range(0, AXES.size())
        .boxed()
        .sorted(Comparator.comparing(axis -> pose.get(2, axis)))
        .forEach(
            axis -> {
              double unit =
                  Math.sqrt(
                      square(pose.get(0, axis))
                          + square(pose.get(1, axis))
                          + square(pose.get(2, axis)));
              pen(graphics, AXES.get(axis), scale * THICK);
              graphics.drawLine(
                  x,
                  y,
                  (int) Math.round(x + length * pose.get(0, axis) / unit),
                  (int) Math.round(y - length * pose.get(1, axis) / unit));
            });
  }

  private static double square(double value) {
    return value * value;
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

  /** Returns how much larger a face is than the usual one. */
  private static float scale(float width, float height) {
    return (float) Math.sqrt(Math.abs(width * height)) / USUAL_SIDE;
  }

  private static void pen(Graphics2D graphics, Color colour, float width) {
    graphics.setColor(colour);
    graphics.setStroke(new BasicStroke(Math.max(1, width)));
  }

  /** An odd number of pixels wide, so that it has a middle. */
  private static void dot(Graphics2D graphics, int x, int y, float width) {
    int radius = Math.round(Math.max(0, width - 1) / 2);
    if (radius == 0) {
      // An oval of one pixel has none.
      graphics.fillRect(x, y, 1, 1);
    } else {
      int size = 2 * radius + 1;
      graphics.fillOval(x - radius, y - radius, size, size);
    }
  }
}
