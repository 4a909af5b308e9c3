package io.meshstream.vision.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which landmarks MediaPipe joins when it draws a face. "Left" and "right" are the subject's.
 *
 * <p>From MediaPipe's {@code face_mesh_connections.py}, in its order.
 */
public final class Connections {
  private static final String CONTOUR_FILE = "connections.csv";
  private static final String TESSELATION_FILE = "tesselation.csv";

  private static final Map<String, List<Connection>> CONTOURS_BY_PART =
      parts(part -> !part.equals("nose") && !part.endsWith("_iris"));
  private static final List<Connection> CONTOURS = joined(CONTOURS_BY_PART);
  private static final List<Connection> IRISES = joined(parts(part -> part.endsWith("_iris")));
  private static final List<Connection> TESSELATION =
      CsvTable.rows(TESSELATION_FILE).stream().map(columns -> connection(columns, 1)).toList();
  private static final List<Triangle> TRIANGLES =
      IntStream.range(0, TESSELATION.size() / 3).mapToObj(Connections::triangle).toList();

  private Connections() {}

  /** Returns lips, eyes, eyebrows and face oval: 124 edges. */
  public static List<Connection> contours() {
    return CONTOURS;
  }

  /**
   * Returns the contours by the part of the face they follow: {@code lips}, {@code left_eye},
   * {@code left_eyebrow}, {@code right_eye}, {@code right_eyebrow} and {@code face_oval}.
   */
  public static Map<String, List<Connection>> contoursByPart() {
    return CONTOURS_BY_PART;
  }

  /** Returns both irises: 8 edges between points that only 478-point models give. */
  public static List<Connection> irises() {
    return IRISES;
  }

  /** Returns the whole surface: 2,556 directed edges, three after another a triangle. */
  public static List<Connection> tesselation() {
    return TESSELATION;
  }

  /**
   * Returns the surface between the edges of the tesselation: 852 triangles. Eyes and mouth are
   * open.
   */
  public static List<Triangle> triangles() {
    return TRIANGLES;
  }

  private static Triangle triangle(int number) {
    return new Triangle(
        TESSELATION.get(3 * number).start(),
        TESSELATION.get(3 * number + 1).start(),
        TESSELATION.get(3 * number + 2).start());
  }

  private static Map<String, List<Connection>> parts(Predicate<String> wanted) {
    Map<String, List<Connection>> parts = new LinkedHashMap<>();
    for (String[] columns : CsvTable.rows(CONTOUR_FILE)) {
      if (wanted.test(columns[0])) {
        parts.computeIfAbsent(columns[0], part -> new ArrayList<>()).add(connection(columns, 2));
      }
    }
    parts.replaceAll((part, edges) -> List.copyOf(edges));
    return Collections.unmodifiableMap(parts);
  }

  private static List<Connection> joined(Map<String, List<Connection>> parts) {
    return parts.values().stream().flatMap(List::stream).toList();
  }

  private static Connection connection(String[] columns, int first) {
    return new Connection(Integer.parseInt(columns[first]), Integer.parseInt(columns[first + 1]));
  }
}
