package io.meshstream.vision.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalFaceTest {

  private static final int RIGHT_EYE_OUTER_CORNER = 33;
  private static final int LEFT_EYE_OUTER_CORNER = 263;

  private final List<CanonicalPoint> points = CanonicalFace.points();

  @Test
  void hasAPlaceForEveryLandmark() {
    assertThat(points)
        .hasSize(468)
        .allMatch(point -> point.u() >= 0 && point.u() <= 1 && point.v() >= 0 && point.v() <= 1);
  }

  @Test
  void looksAtTheCameraWithItsLeftEyeOnTheRight() {
    CanonicalPoint right = points.get(RIGHT_EYE_OUTER_CORNER);
    CanonicalPoint left = points.get(LEFT_EYE_OUTER_CORNER);

    assertThat(left.x()).isEqualTo(-right.x()).isPositive();
    assertThat(left.u()).isGreaterThan(right.u());
  }

  @Test
  void showsNearlyAllTrianglesTheirFront() {
    long front = Connections.triangles().stream().filter(this::facesTheCamera).count();

    // The others lie behind the wings of the nose and at the edge.
    assertThat(front).isEqualTo(842);
  }

  private boolean facesTheCamera(Triangle triangle) {
    CanonicalPoint a = points.get(triangle.a());
    CanonicalPoint b = points.get(triangle.b());
    CanonicalPoint c = points.get(triangle.c());
    return (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y()) > 0;
  }
}
