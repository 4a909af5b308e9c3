package io.meshstream.tools.faces;

import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.vision.Face;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import java.io.IOException;

/**
 * Writes faces as JSON, the same wherever they come from.
 *
 * <p>Coordinates are normalised as MediaPipe does it: x and widths by the picture's width, y and
 * heights by its height, z in the unit of x; rotation in radians, clockwise. Landmarks are an array
 * of points, each an array of x, y and z.
 */
public final class FaceJson {

  private FaceJson() {}

  /** Writes a face as an object. */
  public static void write(JsonGenerator json, Face face) throws IOException {
    json.writeStartObject();
    writeFields(json, face);
    json.writeEndObject();
  }

  /** Writes the fields of a face into an object that is open. */
  public static void writeFields(JsonGenerator json, Face face) throws IOException {
    json.writeNumberField("trackId", face.trackId());
    json.writeNumberField("presence", face.presence());
    writeRegion(json, face.region());
    json.writeArrayFieldStart("landmarks");
    write(json, face.landmarks());
    json.writeEndArray();
  }

  /** Writes the field {@code region} into an object that is open. */
  public static void writeRegion(JsonGenerator json, Region region) throws IOException {
    json.writeObjectFieldStart("region");
    json.writeNumberField("centerX", region.centerX());
    json.writeNumberField("centerY", region.centerY());
    json.writeNumberField("width", region.width());
    json.writeNumberField("height", region.height());
    json.writeNumberField("rotation", region.rotation());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Landmarks landmarks) throws IOException {
    for (int i = 0; i < landmarks.count(); i++) {
      json.writeStartArray();
      json.writeNumber(landmarks.x(i));
      json.writeNumber(landmarks.y(i));
      json.writeNumber(landmarks.z(i));
      json.writeEndArray();
    }
  }
}
