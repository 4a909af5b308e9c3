package io.meshstream.vision.pose;

import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import io.meshstream.vision.topology.Connections;
import io.meshstream.vision.topology.Triangle;

/**
 * A landmark of the canonical head, and axes there: z leaves the surface, x is level and to the
 * subject's left, y goes up along the surface.
 *
 * @param landmark the landmark's id
 * @param rotation turns the head's axes into these
 */
record SurfaceFrame(int landmark, Quaternion rotation) {
  static final SurfaceFrame NOSE_TIP = at(4);
  static final SurfaceFrame FOREHEAD_LEFT = at(333);
  static final SurfaceFrame FOREHEAD_RIGHT = at(104);

  private static SurfaceFrame at(int landmark) {
    double[] normal = normal(landmark);
    // Turned first up by the normal's elevation, then to the side by its azimuth.
    double azimuth = StrictMath.atan2(normal[0], normal[2]);
    double elevation = StrictMath.atan2(normal[1], StrictMath.hypot(normal[0], normal[2]));
    Quaternion sideways =
        new Quaternion(StrictMath.cos(azimuth / 2), 0, StrictMath.sin(azimuth / 2), 0);
    Quaternion upwards =
        new Quaternion(StrictMath.cos(elevation / 2), -StrictMath.sin(elevation / 2), 0, 0);
    return new SurfaceFrame(landmark, sideways.times(upwards));
  }

  /** The sum of the normals of the triangles around the landmark, each as long as it is large. */
  private static double[] normal(int landmark) {
    double[] sum = new double[3];
    for (Triangle triangle : Connections.triangles()) {
      if (triangle.a() == landmark || triangle.b() == landmark || triangle.c() == landmark) {
        CanonicalPoint a = CanonicalFace.points().get(triangle.a());
        CanonicalPoint b = CanonicalFace.points().get(triangle.b());
        CanonicalPoint c = CanonicalFace.points().get(triangle.c());
        double abx = b.x() - a.x();
        double aby = b.y() - a.y();
        double abz = b.z() - a.z();
        double acx = c.x() - a.x();
        double acy = c.y() - a.y();
        double acz = c.z() - a.z();
        sum[0] += aby * acz - abz * acy;
        sum[1] += abz * acx - abx * acz;
        sum[2] += abx * acy - aby * acx;
      }
    }
    return sum;
  }
}
