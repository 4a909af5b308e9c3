package io.meshstream.vision.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Each edge within it belongs to two triangles, which go along it in opposite directions. */
  @Test
  void hasASurfaceWithoutHoles() {
    Map<List<Integer>, Integer> edges = new HashMap<>();
    for (Triangle triangle : CanonicalFace.triangles()) {
      edges.merge(List.of(triangle.a(), triangle.b()), 1, Integer::sum);
      edges.merge(List.of(triangle.b(), triangle.c()), 1, Integer::sum);
      edges.merge(List.of(triangle.c(), triangle.a()), 1, Integer::sum);
    }
    Set<Integer> rim =
        edges.keySet().stream()
            .filter(edge -> !edges.containsKey(List.of(edge.get(1), edge.get(0))))
            .map(edge -> edge.get(0))
            .collect(Collectors.toSet());

    assertThat(CanonicalFace.triangles()).hasSize(898);
    assertThat(edges.values()).containsOnly(1);
    assertThat(rim).isEqualTo(Set.copyOf(FaceContour.FACE_OVAL.landmarks()));
    assertThat(CanonicalFace.triangles().stream().filter(this::facesTheCamera).count())
        .isGreaterThan(880);
  }

  private boolean facesTheCamera(Triangle triangle) {
    CanonicalPoint a = points.get(triangle.a());
    CanonicalPoint b = points.get(triangle.b());
    CanonicalPoint c = points.get(triangle.c());
    return (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y()) > 0;
  }
}
