package io.meshstream.tools.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import io.meshstream.vision.topology.Connection;
import io.meshstream.vision.topology.Connections;
import io.meshstream.vision.topology.FaceContour;
import io.meshstream.vision.topology.HandLandmark;
import io.meshstream.vision.topology.HandPart;
import io.meshstream.vision.topology.Triangle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the page must know of faces and hands to draw them, from the library: {@code tesselation}
 * and the parts of {@code contours} as pairs of landmark ids one after another, the {@code
 * outlines} of records that hold some as how many {@code points} each has and whether it is {@code
 * closed}, {@code blendshapes} what those are called, {@code triangles} as triples, {@code
 * positions} of the average face in centimetres as x, y, z and its {@code texture} coordinates as
 * u, v; the parts of a {@code hand} likewise, and what its points are called, {@code handPoints}.
 */
final class TopologyJson {

  private static final JsonFactory JSON = new JsonFactory();

  private static final Pattern JOINT = Pattern.compile("(.*)_(CMC|MCP|PIP|DIP|IP)");

  private TopologyJson() {}

  static byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeFieldName("tesselation");
      write(json, eachOnce(Connections.tesselation()));
      json.writeObjectFieldStart("contours");
      for (Map.Entry<String, List<Connection>> part : Connections.contoursByPart().entrySet()) {
        json.writeFieldName(part.getKey());
        write(json, part.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("outlines");
      for (FaceContour contour : FaceContour.values()) {
        json.writeStartObject();
        json.writeNumberField("points", contour.landmarks().size());
        json.writeBooleanField("closed", contour.isClosed());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("blendshapes");
      for (String name : Blendshapes.names()) {
        json.writeString(name);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("triangles");
      for (Triangle triangle : Connections.triangles()) {
        json.writeNumber(triangle.a());
        json.writeNumber(triangle.b());
        json.writeNumber(triangle.c());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("positions");
      for (CanonicalPoint point : CanonicalFace.points()) {
        json.writeNumber(point.x());
        json.writeNumber(point.y());
        json.writeNumber(point.z());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("texture");
      for (CanonicalPoint point : CanonicalFace.points()) {
        json.writeNumber(point.u());
        json.writeNumber(point.v());
      }
      json.writeEndArray();
      json.writeObjectFieldStart("hand");
      for (HandPart part : HandPart.values()) {
        json.writeFieldName(part.name().toLowerCase(Locale.ROOT));
        write(json, part.connections());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("handPoints");
      for (HandLandmark point : HandLandmark.values()) {
        json.writeString(words(point));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Neighbouring triangles share edges, which need not be drawn twice. */
  private static List<Connection> eachOnce(List<Connection> edges) {
    Set<Set<Integer>> seen = new HashSet<>();
    return edges.stream().filter(edge -> seen.add(Set.of(edge.start(), edge.end()))).toList();
  }

  /** A joint's abbreviation stays as anatomists write it. */
  private static String words(HandLandmark point) {
    Matcher joint = JOINT.matcher(point.name());
    return joint.matches()
        ? joint.group(1).replace('_', ' ').toLowerCase(Locale.ROOT) + " " + joint.group(2)
        : point.name().replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  private static void write(JsonGenerator json, List<Connection> edges) throws IOException {
    json.writeStartArray();
    for (Connection edge : edges) {
      json.writeNumber(edge.start());
      json.writeNumber(edge.end());
    }
    json.writeEndArray();
  }
}
