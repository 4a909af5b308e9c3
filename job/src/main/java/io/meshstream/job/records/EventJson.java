package io.meshstream.job.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.meshstream.schemas.CameraEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes events as JSON: every field of the schema under its own name. */
public final class EventJson {

  private static final JsonFactory JSON = new JsonFactory();

  private EventJson() {}

  /** Returns an event as one line. */
  public static String line(CameraEvent event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json, event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes an event as an object. */
  public static void write(JsonGenerator json, CameraEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("cameraId", event.getCameraId());
    json.writeStringField("kind", event.getKind().name());
    json.writeNumberField("epoch", event.getEpoch());
    json.writeNumberField("sequence", event.getSequence());
    json.writeNumberField("capturedAtMicros", event.getCapturedAtMicros());
    json.writeNumberField("partition", event.getPartition());
    json.writeNumberField("offset", event.getOffset());
    write(json, "trackId", event.getTrackId());
    write(json, "trackFrames", event.getTrackFrames());
    write(json, "trackMicros", event.getTrackMicros());
    json.writeStringField("modelId", event.getModelId());
    json.writeStringField("message", event.getMessage());
    write(json, "durationMicros", event.getDurationMicros());
    json.writeFieldName("perclos");
    if (event.getPerclos() == null) {
      json.writeNull();
    } else {
      json.writeNumber(event.getPerclos());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String field, Long number) throws IOException {
    if (number == null) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, number);
    }
  }
}
