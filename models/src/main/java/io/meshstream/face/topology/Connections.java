package io.meshstream.face.topology;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which landmarks MediaPipe joins when it draws a face. "Left" and "right" are the subject's.
 *
 * <p>From MediaPipe's {@code face_mesh_connections.py}, in its order.
 */
public final class Connections {
  private static final String CONTOUR_FILE = "connections.csv";
  private static final String TESSELATION_FILE = "tesselation.csv";

  private static final List<Connection> CONTOURS =
      groups(group -> !group.equals("nose") && !group.endsWith("_iris"));
  private static final List<Connection> IRISES = groups(group -> group.endsWith("_iris"));
  private static final List<Connection> TESSELATION =
      rows(TESSELATION_FILE).stream().map(columns -> connection(columns, 1)).toList();

  private Connections() {}

  /** Lips, eyes, eyebrows and face oval: 124 edges. */
  public static List<Connection> contours() {
    return CONTOURS;
  }

  /** Both irises: 8 edges between points that only 478-point models give. */
  public static List<Connection> irises() {
    return IRISES;
  }

  /** The whole surface: 2,556 directed edges, three after another a triangle. */
  public static List<Connection> tesselation() {
    return TESSELATION;
  }

  private static List<Connection> groups(Predicate<String> wanted) {
    return rows(CONTOUR_FILE).stream()
        .filter(columns -> wanted.test(columns[0]))
        .map(columns -> connection(columns, 2))
        .toList();
  }

  private static Connection connection(String[] columns, int first) {
    return new Connection(Integer.parseInt(columns[first]), Integer.parseInt(columns[first + 1]));
  }

  private static List<String[]> rows(String file) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(Connections.class.getResourceAsStream(file), file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader.lines().skip(1).forEach(line -> rows.add(line.split(",", -1)));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return rows;
  }
}
