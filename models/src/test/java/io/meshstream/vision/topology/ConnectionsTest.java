package io.meshstream.vision.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  @Test
  void theContoursAreMediaPipes124Edges() {
    assertThat(Connections.contours())
        .hasSize(124)
        .startsWith(new Connection(61, 146))
        .allMatch(edge -> edge.start() < 468 && edge.end() < 468);
  }

  @Test
  void theContoursKnowTheirParts() {
    assertThat(Connections.contoursByPart().keySet())
        .containsExactlyInAnyOrder(
            "lips", "left_eye", "left_eyebrow", "right_eye", "right_eyebrow", "face_oval");
    assertThat(Connections.contoursByPart().values().stream().flatMap(List::stream))
        .containsExactlyElementsOf(Connections.contours());
  }

  @Test
  void theIrisesNeedTheTenExtraPoints() {
    assertThat(Connections.irises())
        .hasSize(8)
        .allMatch(edge -> edge.start() >= 468 && edge.end() < 478);
  }

  @Test
  void theTesselationIsMadeOfTriangles() {
    List<Connection> edges = Connections.tesselation();
    assertThat(edges).hasSize(3 * 852);
    Set<Set<Integer>> undirected = new HashSet<>();
    for (int i = 0; i < edges.size(); i += 3) {
      assertThat(edges.get(i).end()).isEqualTo(edges.get(i + 1).start());
      assertThat(edges.get(i + 1).end()).isEqualTo(edges.get(i + 2).start());
      assertThat(edges.get(i + 2).end()).isEqualTo(edges.get(i).start());
      edges.subList(i, i + 3).forEach(e -> undirected.add(Set.of(e.start(), e.end())));
    }
    assertThat(undirected).hasSize(1322);
  }

  @Test
  void theTrianglesLieSideBySide() {
    Set<Connection> sides = new HashSet<>();
    for (Triangle triangle : Connections.triangles()) {
      sides.add(new Connection(triangle.a(), triangle.b()));
      sides.add(new Connection(triangle.b(), triangle.c()));
      sides.add(new Connection(triangle.c(), triangle.a()));
    }
    // No side twice in the same direction: all of them are turned alike.
    assertThat(sides)
        .hasSize(3 * 852)
        .containsExactlyInAnyOrderElementsOf(Connections.tesselation());
  }
}
