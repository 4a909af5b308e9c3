package io.meshstream.tools.landmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.meshstream.face.Face;
import io.meshstream.face.FrameResult;
import io.meshstream.face.image.Picture;
import io.meshstream.tools.faces.FaceJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes what was found in pictures as JSON, one object on a line for each picture.
 *
 * <p>Coordinates are normalised as MediaPipe does it: x and widths by the picture's width, y and
 * heights by its height, z in the unit of x; rotation in radians, clockwise. Not thread-safe.
 */
final class LandmarkLines implements Closeable {

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  LandmarkLines(Writer out) throws IOException {
    this.json =
        JSON.createGenerator(out)
            .setPrettyPrinter(new MinimalPrettyPrinter("\n"))
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** Writes the line of a picture that was looked at. */
  void found(String file, Picture picture, FrameResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", file);
    json.writeNumberField("width", picture.width());
    json.writeNumberField("height", picture.height());
    json.writeStringField("status", result.faces().isEmpty() ? "NO_FACE" : "FACES");
    json.writeArrayFieldStart("faces");
    for (Face face : result.faces()) {
      FaceJson.write(json, face);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes the line of a picture that could not be read; its size counts as 0. */
  void rejected(String file, String reason) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", file);
    json.writeNumberField("width", 0);
    json.writeNumberField("height", 0);
    json.writeStringField("status", "REJECTED");
    json.writeStringField("reason", reason);
    json.writeArrayFieldStart("faces");
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Ends the last line; what is written to stays open. */
  @Override
  public void close() throws IOException {
    if (json.getOutputContext().getEntryCount() > 0) {
      json.writeRaw('\n');
    }
    json.close();
  }
}
