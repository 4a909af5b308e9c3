package io.meshstream.vision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Stage-by-stage values for the portrait, from an implementation that agrees with MediaPipe 0.10.14
 * on it to 0.002 pixels; in the {@code OPENCV} convention.
 */
public final class WorkedExample {
  private static final JsonNode ROOT = read();

  private WorkedExample() {}

  /** The node at a path such as {@code /short_range_detector/tensor}. */
  public static JsonNode at(String path) {
    JsonNode node = ROOT.at(path);
    if (node.isMissingNode()) {
      throw new IllegalArgumentException("worked example: no " + path);
    }
    return node;
  }

  public static float[] floats(String path) {
    JsonNode node = at(path);
    float[] values = new float[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) node.get(i).asDouble();
    }
    return values;
  }

  public static Region region(String path) {
    JsonNode node = at(path);
    return new Region(
        (float) node.get("x_center").asDouble(),
        (float) node.get("y_center").asDouble(),
        (float) node.get("width").asDouble(),
        (float) node.get("height").asDouble(),
        (float) node.get("rotation").asDouble());
  }

  public static Box box(JsonNode detection) {
    float xMin = (float) detection.get("xmin").asDouble();
    float yMin = (float) detection.get("ymin").asDouble();
    return new Box(
        xMin,
        yMin,
        xMin + (float) detection.get("width").asDouble(),
        yMin + (float) detection.get("height").asDouble());
  }

  public static List<Point> points(JsonNode pairs) {
    List<Point> points = new ArrayList<>();
    for (JsonNode pair : pairs) {
      points.add(new Point((float) pair.get(0).asDouble(), (float) pair.get(1).asDouble()));
    }
    return points;
  }

  private static JsonNode read() {
    try (InputStream in =
        Objects.requireNonNull(WorkedExample.class.getResourceAsStream("worked-example.json"))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
