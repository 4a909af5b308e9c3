package io.meshstream.tools.faces;

import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FrameLandmarks;
import java.io.IOException;

/** Writes the plain fields of landmarks records as JSON, by the names they have in the schema. */
public final class RecordFields {

  private RecordFields() {}

  /** Writes which frame it was and what became of it, all but the reason. */
  public static void writeFrame(JsonGenerator json, FrameLandmarks record) throws IOException {
    json.writeStringField("cameraId", record.getCameraId());
    json.writeNumberField("epoch", record.getEpoch());
    json.writeNumberField("sequence", record.getSequence());
    json.writeNumberField("capturedAtMicros", record.getCapturedAtMicros());
    json.writeNumberField("sourcePartition", record.getSourcePartition());
    json.writeNumberField("sourceOffset", record.getSourceOffset());
    json.writeNumberField("width", record.getWidth());
    json.writeNumberField("height", record.getHeight());
    json.writeStringField("status", record.getStatus().name());
  }

  /** Writes what the detector saw, all but the keypoints. */
  public static void writeBox(JsonGenerator json, FaceDetection detection) throws IOException {
    json.writeNumberField("score", detection.getScore());
    json.writeNumberField("xMin", detection.getXMin());
    json.writeNumberField("yMin", detection.getYMin());
    json.writeNumberField("width", detection.getWidth());
    json.writeNumberField("height", detection.getHeight());
  }
}
