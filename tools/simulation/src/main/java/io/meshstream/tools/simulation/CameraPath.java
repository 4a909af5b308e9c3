package io.meshstream.tools.simulation;

import java.util.List;

/**
 * How the faces before one simulated camera move, as a pure function of time that ends where it
 * began.
 *
 * <p>The face pans, comes nearer and tilts its head, leaves the picture on one side and comes back
 * through the same, and for a while a second face joins it. Inside the picture it is always large
 * and upright enough for the short-range detector: at least {@value #SMALLEST} of the longer side,
 * tilted by at most 20 degrees. Cameras differ in their phases and in the side they favour.
 */
final class CameraPath {

  private static final double SMALLEST = 0.17;
  private static final double ZOOM = 0.04;
  private static final double TILT = Math.toRadians(20);

  private static final double EXCURSION_BEGIN = 0.10;
  private static final double EXCURSION_LENGTH = 0.35;
  private static final double VISIT_BEGIN = 0.55;
  private static final double VISIT_LENGTH = 0.40;

  /** Turns neighbouring camera numbers into phases far apart. */
  private static final double GOLDEN = 0.6180339887498949;

  private final double phase;
  private final boolean leftHanded;

  /** The path of a camera, numbered from 0. */
  CameraPath(int camera) {
    this.phase = phase(camera);
    this.leftHanded = isLeftHanded(camera);
  }

  static double phase(int camera) {
    return 2 * Math.PI * (camera * GOLDEN);
  }

  /** Tells whether all is on the other side. */
  static boolean isLeftHanded(int camera) {
    return camera % 2 == 1;
  }

  /**
   * Returns the faces at a time.
   *
   * @param time 0 at the beginning and 1 at the end, which are the same
   */
  List<Placement> at(double time) {
    double excursion = excursion(time);
    double visit = visit(time);
    double pan = 0.5 + 0.14 * wave(time, 1, 0) + 0.9 * excursion;
    Placement face =
        new Placement(
            side(mix(pan, 0.27, visit)),
            mix(0.48 + 0.06 * wave(time, 2, 1), 0.48, visit),
            mix(SMALLEST + ZOOM * (1 + wave(time, 1, 2)), SMALLEST, visit),
            TILT * wave(time, 2, 3),
            false);
    if (visit == 0) {
      return List.of(face);
    }
    Placement visitor =
        new Placement(
            side(mix(1.4, 0.75, visit)),
            0.50 + 0.03 * wave(time, 3, 4),
            SMALLEST,
            TILT / 2 * wave(time, 2, 5),
            true);
    return List.of(face, visitor);
  }

  /** Tells how far the face has left, 0 to 1. */
  static double excursion(double time) {
    return swell(time, EXCURSION_BEGIN, EXCURSION_LENGTH);
  }

  /** Tells how far the second face has joined, 0 to 1. */
  static double visit(double time) {
    return swell(time, VISIT_BEGIN, VISIT_LENGTH);
  }

  private double wave(double time, int cycles, double shift) {
    return wave(phase, time, cycles, shift);
  }

  static double wave(double phase, double time, int cycles, double shift) {
    return Math.sin(2 * Math.PI * cycles * time + phase + shift);
  }

  private double side(double x) {
    return leftHanded ? 1 - x : x;
  }

  /** Rises from 0 to 1 and falls back to 0, smoothly, within a part of the time. */
  private static double swell(double time, double begin, double length) {
    double progress = (time - begin) / length;
    if (progress <= 0 || progress >= 1) {
      return 0;
    }
    double sine = Math.sin(Math.PI * progress);
    return sine * sine;
  }

  static double mix(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
