package io.meshstream.tools.drawing;

import io.meshstream.vision.Face;
import io.meshstream.vision.Hand;
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
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Draws on a picture what was found in it, in the colours of MediaPipe's example renderer:
 * detections and contours green, landmarks and regions red, tesselation grey, labels white, the
 * axes of heads red, green and blue; hands as {@link HandDrawing} does.
 *
 * <p>Lines and dots are as wide for the size of a face or a hand as they are in MediaPipe's
 * renderer for a region of 400 pixels, so that a small one is not covered and those of a large one
 * are seen. The same faces and hands give the same pixels. An instance draws on one image and is
 * not thread-safe.
 */
public final class ResultDrawing {

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

  private final BufferedImage image;
  private final Set<Layer> layers;

  /** Will draw on this image what is usual. */
  public ResultDrawing(BufferedImage image) {
    this(image, Layer.usual());
  }

  /** Will draw these layers on this image. */
  public ResultDrawing(BufferedImage image, Set<Layer> layers) {
    this.image = image;
    this.layers = Set.copyOf(layers);
  }

  /** Draws all that a frame gave, what the detector saw lowest. */
  public void draw(TaskResult result) {
    try (Canvas canvas = new Canvas(image)) {
      if (layers.contains(Layer.DETECTIONS)) {
        result.detections().orElse(List.of()).forEach(each -> draw(canvas, each));
        result.palms().orElse(List.of()).forEach(each -> draw(canvas, each));
      }
      result.faces().forEach(each -> draw(canvas, each));
      result.hands().forEach(each -> draw(canvas, each));
    }
  }

  private static void draw(Canvas canvas, Detection detection) {
    Box box = detection.box();
    int left = canvas.column(box.xMin());
    int top = canvas.row(box.yMin());
    int width = canvas.column(box.xMax()) - left;
    int height = canvas.row(box.yMax()) - top;
    float scale = canvas.scale(width, height);
    canvas.pen(GREEN, scale * THICK);
    canvas.rectangle(left, top, width, height);
    for (Point point : detection.keypoints()) {
      canvas.dot(point.x(), point.y(), scale * DOT);
    }
  }

  private void draw(Canvas canvas, Hand hand) {
    if (layers.contains(Layer.HANDS)) {
      HandDrawing.draw(canvas, hand);
    }
    if (layers.contains(Layer.REGION)) {
      canvas.pen(RED, canvas.scale(hand.region()) * THICK);
      canvas.outline(hand.region());
    }
    if (layers.contains(Layer.LABEL)) {
      canvas.label(HandDrawing.label(hand), hand.region());
    }
  }

  private void draw(Canvas canvas, Face face) {
    Landmarks landmarks = face.landmarks();
    Region region = face.region();
    float scale = canvas.scale(region);
    if (layers.contains(Layer.TESSELATION)) {
      canvas.pen(GREY, scale * HAIR);
      join(canvas, landmarks, Connections.tesselation());
    }
    if (layers.contains(Layer.CONTOURS)) {
      canvas.pen(GREEN, scale * THIN);
      join(canvas, landmarks, Connections.contours());
      join(canvas, landmarks, Connections.irises());
      face.details().contours().ifPresent(points -> outline(canvas, points));
    }
    if (layers.contains(Layer.POINTS)) {
      canvas.pen(RED, HAIR);
      for (int i = 0; i < landmarks.count(); i++) {
        canvas.dot(landmarks.x(i), landmarks.y(i), scale * DOT);
      }
    }
    if (layers.contains(Layer.REGION) && hasRegionOfItsOwn(face)) {
      canvas.pen(RED, scale * THICK);
      canvas.outline(region);
    }
    if (layers.contains(Layer.POSE)) {
      face.details()
          .geometry()
          .flatMap(FaceGeometry::pose)
          .ifPresent(pose -> axes(canvas, face, pose, scale));
    }
    if (layers.contains(Layer.LABEL)) {
      canvas.label("#" + face.trackId(), region);
    }
    bars(canvas, face);
  }

  /** One below the other from the region's top right corner. */
  private void bars(Canvas canvas, Face face) {
    Region region = face.region();
    TextStrip strip = new TextStrip(image);
    int left = canvas.column(region.centerX() + region.width() / 2);
    int top = Math.max(0, canvas.row(region.centerY() - region.height() / 2));
    for (Bar bar : Bar.of(face.details(), layers).toList()) {
      top += strip.writeBar(bar.text(), bar.share(), left, top);
    }
  }

  /** Where a face was only detected, its region says nothing that the detection does not. */
  private static boolean hasRegionOfItsOwn(Face face) {
    return face.landmarks().count() > 0 || face.detection().isEmpty();
  }

  /** An edge to a point that the model does not have is left out. */
  private static void join(Canvas canvas, Landmarks landmarks, List<Connection> connections) {
    for (Connection connection : connections) {
      if (Math.max(connection.start(), connection.end()) < landmarks.count()) {
        canvas.line(landmarks, connection.start(), connection.end());
      }
    }
  }

  /** A contour of one point is a dot. */
  private static void outline(Canvas canvas, Landmarks points) {
    int first = 0;
    for (FaceContour contour : FaceContour.values()) {
      int last = first + contour.landmarks().size() - 1;
      canvas.line(points, contour.isClosed() ? last : first, first);
      for (int i = first; i < last; i++) {
        canvas.line(points, i, i + 1);
      }
      first = last + 1;
    }
  }

  /** From the tip of the nose; the axis that points away from the camera most is drawn first. */
  private static void axes(Canvas canvas, Face face, PoseMatrix pose, float scale) {
    boolean hasNose = face.landmarks().count() > NOSE_TIP;
    Region region = face.region();
    int x = canvas.column(hasNose ? face.landmarks().x(NOSE_TIP) : region.centerX());
    int y = canvas.row(hasNose ? face.landmarks().y(NOSE_TIP) : region.centerY());
    float length = AXIS_SHARE * canvas.across(region.width());
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
              canvas.pen(AXES.get(axis), scale * THICK);
              canvas.line(
                  x,
                  y,
                  (int) Math.round(x + length * pose.get(0, axis) / unit),
                  (int) Math.round(y - length * pose.get(1, axis) / unit));
            });
  }

  private static double square(double value) {
    return value * value;
  }
}
