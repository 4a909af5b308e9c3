package io.meshstream.tools.tail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.tools.faces.FaceJson;
import io.meshstream.tools.faces.RecordFaces;
import io.meshstream.tools.faces.RecordFields;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Writes a landmarks record for programs: one JSON object on one line, with every field of the
 * schema under its own name. Lists of points are arrays of arrays.
 */
final class RecordJson {

  private static final JsonFactory JSON = new JsonFactory();

  private RecordJson() {}

  /**
   * Returns the line.
   *
   * @throws IllegalArgumentException if landmarks are not points of three values
   */
  static String of(FrameLandmarks record) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, FrameLandmarks record) throws IOException {
    json.writeStartObject();
    RecordFields.writeFrame(json, record);
    json.writeStringField("reason", record.getReason());
    json.writeStringField("modelId", record.getModelId());
    json.writeArrayFieldStart("faces");
    for (Face face : record.getFaces()) {
      write(json, face);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Face face) throws IOException {
    json.writeStartObject();
    FaceJson.writeFields(json, RecordFaces.face(face));
    json.writeFieldName("detection");
    write(json, face.getDetection());
    json.writeFieldName("poseMatrix");
    write(json, face.getPoseMatrix(), /* dimensions= */ 1);
    json.writeFieldName("blendshapes");
    write(json, face.getBlendshapes(), /* dimensions= */ 1);
    json.writeFieldName("irises");
    write(json, face.getIrises(), /* dimensions= */ 3);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, FaceDetection detection) throws IOException {
    if (detection == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    RecordFields.writeBox(json, detection);
    json.writeFieldName("keypoints");
    write(json, detection.getKeypoints(), /* dimensions= */ 2);
    json.writeEndObject();
  }

  /** Writes numbers, or points of several numbers each; the last one may be cut short. */
  private static void write(JsonGenerator json, List<Float> values, int dimensions)
      throws IOException {
    if (values == null) {
      json.writeNull();
      return;
    }
    json.writeStartArray();
    float[] numbers = FloatList.toArray(values);
    for (int i = 0; i < numbers.length; i++) {
      if (dimensions > 1 && i % dimensions == 0) {
        json.writeStartArray();
      }
      json.writeNumber(numbers[i]);
      if (dimensions > 1 && (i % dimensions == dimensions - 1 || i == numbers.length - 1)) {
        json.writeEndArray();
      }
    }
    json.writeEndArray();
  }
}
