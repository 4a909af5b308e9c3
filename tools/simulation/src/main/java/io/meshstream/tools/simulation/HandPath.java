package io.meshstream.tools.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * How the hands before one simulated camera move, as a pure function of time that ends where it
 * began.
 *
 * <p>Two palms beside the head wave. When the face of the camera's {@link CameraPath} leaves, and
 * when a second one joins it, the hand on that side sinks out of the picture and comes back, so
 * that it hides no face.
 */
final class HandPath {

  /** Length of a hand, in longer sides of the picture. */
  private static final double LENGTH = 0.24;

  /** How far a hand is from the edge of its side, in picture widths. */
  private static final double FROM_EDGE = 0.1;

  private static final double HEIGHT = 0.6;
  private static final double SWAY = 0.03;
  private static final double TILT = Math.toRadians(15);

  /** Where a hand is that cannot be seen, in picture heights. */
  private static final double BELOW = 1.7;

  private final double phase;
  private final boolean leftHanded;

  /** The path of a camera, numbered from 0. */
  HandPath(int camera) {
    this.phase = CameraPath.phase(camera);
    this.leftHanded = CameraPath.isLeftHanded(camera);
  }

  /**
   * Returns the hands at a time: one or two.
   *
   * @param time 0 at the beginning and 1 at the end, which are the same
   */
  List<Placement> at(double time) {
    List<Placement> hands = new ArrayList<>();
    hands.add(hand(time, FROM_EDGE, HEIGHT, leftHanded));
    double sunk = 5 * Math.max(CameraPath.excursion(time), CameraPath.visit(time));
    if (sunk < 1) {
      hands.add(hand(time, 1 - FROM_EDGE, CameraPath.mix(HEIGHT, BELOW, sunk), !leftHanded));
    }
    return hands;
  }

  private Placement hand(double time, double x, double y, boolean mirrored) {
    double shift = mirrored ? 1 : 3;
    return new Placement(
        leftHanded ? 1 - x : x,
        y + SWAY * CameraPath.wave(phase, time, 3, shift),
        LENGTH,
        TILT * CameraPath.wave(phase, time, 4, shift + 1),
        mirrored);
  }
}
