package io.meshstream.vision.signals;

import io.meshstream.vision.pose.PoseMatrix;
import java.util.Optional;

/**
 * Tells in which zone a person looks, from irises and head pose.
 *
 * <p>An eyeball turns about its middle, which a picture shows between the corners of the eye; so
 * the iris moves by the sine of the angle between the gaze and the line to the camera. Both eyes
 * count the same, for corners at the nose and at the temple are not alike. The head says which way
 * is up between the corners. Where it points further than 45 degrees past the camera, one iris
 * hides behind the nose, and the head's direction counts alone.
 *
 * <p>Sizes, in breadths of an eye, from the iris, whose diameter of 11.7 mm hardly differs between
 * people: an eye is 28 mm broad, and an iris lies 10 mm before the middle about which the eyeball
 * turns. Two figures are fitted to faces in MediaPipe's output: where an iris is that looks
 * straight ahead, and that irises are drawn nearer to that height than they are, because lids hide
 * them. Zones are therefore coarser upwards and downwards than to the sides.
 */
public final class Gaze {
  private static final double IRIS_TO_MIDDLE = 10.0 / 28;

  /** How far above the line of the corners an iris is whose eye looks straight ahead. */
  private static final double IRIS_ABOVE_CORNERS = 0.06;

  /** How much further up or down irises are than they are drawn. */
  private static final double VERTICAL_GAIN = 1.4;

  /** The cosine of 45 degrees. */
  private static final double MOST_TURNED = 0.7071067812;

  /** Lids that are nearer to each other hide the iris. */
  private static final double CLOSED = 0.12;

  private Gaze() {}

  /**
   * Returns the zone in which a person looks.
   *
   * @return empty without the points of the irises; while the eyes are closed; and if points that
   *     are needed are not numbers
   */
  public static Optional<GazeZone> of(FacePoints face, PoseMatrix pose) {
    if (!face.haveIrises()) {
      return Optional.empty();
    }
    LineOfSight head = LineOfSight.ofFace(pose);
    if (head.towards() < MOST_TURNED) {
      return zone(head);
    }
    if (EyeOpenness.left(face) + EyeOpenness.right(face) < 2 * CLOSED) {
      return Optional.empty();
    }
    LineOfSight crown = LineOfSight.ofCrown(pose);
    double right = (offsetX(Eye.LEFT, face) + offsetX(Eye.RIGHT, face)) / 2;
    double up = -(offsetY(Eye.LEFT, face) + offsetY(Eye.RIGHT, face)) / 2;
    return zone(
        (right - IRIS_ABOVE_CORNERS * crown.right()) / IRIS_TO_MIDDLE,
        VERTICAL_GAIN * (up - IRIS_ABOVE_CORNERS * crown.up()) / IRIS_TO_MIDDLE);
  }

  /**
   * Returns the zone to which the head points, which is coarser than where the eyes look and needs
   * no irises.
   *
   * @return empty if the head is straight above or below the camera
   */
  public static Optional<GazeZone> ofHead(PoseMatrix pose) {
    return zone(LineOfSight.ofFace(pose));
  }

  private static Optional<GazeZone> zone(LineOfSight direction) {
    return zone(direction.right(), direction.up());
  }

  private static Optional<GazeZone> zone(double right, double up) {
    return Double.isFinite(right) && Double.isFinite(up)
        ? Optional.of(GazeZone.of(right, up))
        : Optional.empty();
  }

  private static double offsetX(Eye eye, FacePoints face) {
    double middle = (face.x(eye.outer()) + face.x(eye.inner())) / 2;
    return (face.x(eye.iris()) - middle) / eye.breadth(face);
  }

  private static double offsetY(Eye eye, FacePoints face) {
    double middle = (face.y(eye.outer()) + face.y(eye.inner())) / 2;
    return (face.y(eye.iris()) - middle) / eye.breadth(face);
  }
}
